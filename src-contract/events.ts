import { z } from 'zod';
import { curvePoint } from './results';
import { logEntry, runSummary, sweepSummary } from './sweep';
import { workspaceReport } from './workspace';

/** What the engine tells the window unasked; at most ten a second of each kind for a sweep. */
export const events = {
  'job.progress': z.object({
    job: z.string(),
    step: z.string(),
    current: z.number(),
    total: z.number(),
    /** Seconds left, once it can be told. */
    remaining: z.number().nullable(),
  }),
  /** The gap curve that a measurement is at, from the test points that were left out so far; the answer has the whole one. */
  'measure.curve': z.object({
    job: z.string(),
    /** As it was asked for. */
    group: z.string(),
    points: z.array(curvePoint),
    testPoints: z.int(),
    /** How many there will be; as many where the curve is whole and other figures are still being computed. */
    of: z.int(),
  }),
  'sweep.changed': sweepSummary.extend({ remaining: z.number().nullable() }),
  /** A sweep was deleted, or was brought back. */
  'sweep.deleted': z.object({ sweepId: z.string(), deleted: z.boolean() }),
  'run.changed': z.object({ sweepId: z.string(), runs: z.array(runSummary) }),
  /** Where the batches stand that a sweep's workers are at; none once they have ended. */
  'batch.progress': z.object({
    sweepId: z.string(),
    /** Seconds left of the sweep, once it can be told. */
    remaining: z.number().nullable(),
    /** What the running batches have done so far, in runs. */
    done: z.number(),
    batches: z.array(
      z.object({
        /** The curve's label. */
        curve: z.string(),
        /** Its smallest and its largest n. */
        from: z.int(),
        to: z.int(),
        step: z.string(),
        current: z.number(),
        total: z.number(),
      }),
    ),
  }),
  /** Losses of runs that are being trained, as they are recorded. */
  'run.losses': z.object({
    sweepId: z.string(),
    runs: z.array(
      z.object({
        id: z.string(),
        /** Records before these; those that were told from here on are void. */
        from: z.int(),
        steps: z.array(z.int()),
        /** Null where the loss is no longer a finite number. */
        values: z.array(z.number().nullable()),
      }),
    ),
  }),
  /** What the engine did with a sweep since it was told last. */
  'sweep.logged': z.object({ sweepId: z.string(), entries: z.array(logEntry) }),
  /** Another workspace is open, or the open one was compacted: whatever was asked of it before is void. */
  'workspace.changed': workspaceReport,
  /** Something went wrong that no command can answer for, such as a worker's crash that is being retried. */
  notice: z.object({ level: z.enum(['info', 'warning', 'error']), message: z.string() }),
} as const;

export type Events = typeof events;
export type EventName = keyof Events;
export type EventOf<Name extends EventName> = z.output<Events[Name]>;
