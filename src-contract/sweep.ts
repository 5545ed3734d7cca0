import { z } from 'zod';
import { sweepCurve } from './results';

export const sizes = z.union([
  z.strictObject({ from: z.int().min(1), to: z.int().min(1), count: z.int().min(1).max(200) }),
  z.array(z.int().min(1)).min(1).max(200),
]);

/** A sweep, as the user declares it; every field but `task` and `sizes` has a default. */
export const sweepDeclaration = z.strictObject({
  name: z.string().min(1).max(200).default('Untitled sweep'),
  task: z.string().min(1),
  groups: z.array(z.string().min(1)).min(1).default(['trivial']),
  trainers: z.array(z.string().min(1)).min(1).default(['memoriser']),
  sizes,
  replicates: z
    .int()
    .min(1)
    .max(10_000)
    .default(8)
    .describe('Independent training sets of each size; their spread gives the errors of a curve.'),
  testPoints: z
    .int()
    .min(2)
    .max(10_000_000)
    .default(4096)
    .describe('Fresh points of the task that the gap of a run is averaged over.'),
  samples: z
    .int()
    .min(0)
    .max(10_000_000)
    .default(16_384)
    .describe('Drawn from each trained generator; its outputs are known by them. Other algorithms need none.'),
  seed: z
    .int()
    .min(0)
    .default(1)
    .describe('Of all random numbers: equal settings with equal seeds give equal numbers.'),
  backend: z.string().default('auto'),
});
export type SweepDeclaration = z.output<typeof sweepDeclaration>;
export type SweepDeclarationInput = z.input<typeof sweepDeclaration>;

export const runState = z.enum(['queued', 'running', 'finished', 'failed', 'cancelled', 'interrupted']);
export type RunState = z.output<typeof runState>;
/** A sweep that is paused was stopped by the user, who means to go on with it. */
export const sweepState = z.enum([...runState.options, 'paused']);
export type SweepState = z.output<typeof sweepState>;

export const runSummary = z.object({
  id: z.string(),
  sweepId: z.string(),
  hash: z.string(),
  curve: z.string(),
  group: z.string(),
  trainer: z.string(),
  n: z.int(),
  replicate: z.int(),
  state: runState,
  gap: z.number().nullable(),
  standardError: z.number().nullable(),
  /** E‖y − f(x)‖² of a predictor over test points, and its standard error; null otherwise. */
  generalization: z.number().nullable().default(null),
  generalizationStandardError: z.number().nullable().default(null),
  seconds: z.number().nullable(),
  /** Its share of the largest size of all tensors during a training step, in bytes; null where no network was trained. */
  memory: z.number().nullable().default(null),
  error: z.string().nullable(),
});
export type RunSummary = z.output<typeof runSummary>;

/** What was recorded over the training of a run, for example its loss. */
export const runSeries = z.object({
  /** The run's id. */
  id: z.string(),
  name: z.string(),
  steps: z.array(z.number()),
  /** Null where it was no longer a finite number. */
  values: z.array(z.number().nullable()),
});
export type RunSeries = z.output<typeof runSeries>;

/** What the engine did with a sweep, and when. */
export const logEntry = z.object({
  /** ISO 8601, UTC. */
  moment: z.string(),
  level: z.enum(['info', 'warning', 'error']),
  message: z.string(),
});
export type LogEntry = z.output<typeof logEntry>;

export const sweepSummary = z.object({
  id: z.string(),
  name: z.string(),
  task: z.string(),
  state: sweepState,
  /** ISO 8601, UTC. */
  created: z.string(),
  runs: z.int(),
  finished: z.int(),
  failed: z.int(),
  seconds: z.number(),
  backend: z.string(),
});
export type SweepSummary = z.output<typeof sweepSummary>;

/** What `gapscope run --json` prints, and the window shows. */
export const sweepReport = z.object({
  sweep: sweepSummary.extend({ declaration: sweepDeclaration }),
  curves: z.array(sweepCurve),
  /** Whether it is deleted, and can be brought back. */
  deleted: z.boolean(),
});
export type SweepReport = z.output<typeof sweepReport>;

export const sweepPreview = z.object({
  declaration: sweepDeclaration,
  runs: z.int(),
  sizes: z.array(z.int()),
  curves: z.array(z.object({ label: z.string(), group: z.string(), trainer: z.string() })),
  /** How many of the runs are already stored with the same hash. */
  alreadyDone: z.int(),
  /** That the others are divided into; about as many, until it has been tried how many networks are best trained together. */
  batches: z.int(),
  /** Null where nothing is known of the time that a trainer takes. */
  estimatedSeconds: z.number().nullable(),
  /** What the time rests on. */
  estimate: z.object({
    /** Stored runs of these curves, of the same trainers elsewhere, or of the same algorithms with other settings; null: of none. */
    basis: z.enum(['same', 'similar', 'scaled']).nullable(),
    /** How many. */
    runs: z.int(),
    /** Trainers of which no run is stored. */
    unknown: z.array(z.string()),
    /** That work side by side. */
    workers: z.int(),
  }),
});
export type SweepPreview = z.output<typeof sweepPreview>;
