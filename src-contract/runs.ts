import { z } from 'zod';

/**
 * A column of the table of all runs: `n`, `gap`, a setting such as `seed` or `trainer.width`, or `metrics.NAME.last` (or `.min`, `.max`) of what was
 * recorded over training.
 */
export const runColumn = z.string().min(1).max(200);

/** What every run has; columns of settings and metrics come on top, as there are. */
export const fixedColumns = {
  text: [
    ...['run', 'sweepId', 'sweep', 'created', 'task', 'curve', 'group', 'trainer', 'backend', 'state'],
    ...['verdict', 'error', 'hash', 'tags', 'note', 'sweepTags', 'sweepNote'],
  ],
  number: [
    ...['n', 'replicate', 'gap', 'standardError', 'generalization', 'generalizationStandardError'],
    ...['seconds', 'memory', 'memorised', 'coverage', 'equivarianceError'],
    ...['flipd', 'flipdError', 'normalBundle', 'normalBundleError'],
  ],
} as const;

/** A bound of a range is inclusive. Runs without a number there are not in it. */
const range = z.strictObject({ column: runColumn, from: z.number().optional(), to: z.number().optional() });
/** Null stands for runs that have nothing there. */
const choice = z.strictObject({
  column: runColumn,
  values: z.array(z.union([z.string(), z.number(), z.null()])).max(1000),
});

/** Runs that fulfil all of it; those of deleted sweeps never do. */
export const runFilter = z.strictObject({
  /** Each word is somewhere in the sweep's name, task, group, trainer, tags, notes or id, or in the run's tags or note, or is the run's id. */
  text: z.string().max(1000).default(''),
  ranges: z.array(range).max(50).default([]),
  choices: z.array(choice).max(50).default([]),
  /** Each is a tag of the run or of its sweep. */
  tags: z.array(z.string()).max(50).default([]),
});
export type RunFilter = z.output<typeof runFilter>;

/** Runs without a value come last either way; equal ones are in the order of the table: newest sweep first, then by curve, n and replicate. */
export const runSort = z.array(z.strictObject({ column: runColumn, descending: z.boolean() })).max(10);
export type RunSort = z.output<typeof runSort>;

/** Names runs until the workspace is closed or compacted: short where there are 100,000. */
export const runKeys = z.instanceof(Int32Array);

/** The same position of every list is of the same run. NaN stands for no number, null for no text. */
export const runCells = z.record(
  z.string(),
  z.union([z.instanceof(Float64Array), z.array(z.union([z.string(), z.number(), z.null()]))]),
);
export type RunCells = z.output<typeof runCells>;

export const runRows = z.object({
  keys: runKeys,
  ids: z.array(z.string()),
  sweeps: z.array(z.string()),
  cells: runCells,
});
export type RunRows = z.output<typeof runRows>;

export const columnSummary = z.object({
  column: runColumn,
  kind: z.enum(['number', 'text']),
  source: z.enum(['run', 'setting', 'metric']),
  /** The values that there are, in order, where they are the same for all runs of a curve, or few by nature; null otherwise. */
  values: z.array(z.union([z.string(), z.number()])).nullable(),
  /** How many values there are, of which `values` may be the first. */
  distinct: z.int().nullable(),
});
export type ColumnSummary = z.output<typeof columnSummary>;

/** Runs of a curve, or of one size of a curve, taken together. The same position of every list is of the same group. */
export const runGroups = z.object({
  sweeps: z.array(z.string()),
  sweepNames: z.array(z.string()),
  curves: z.array(z.string()),
  smallest: z.instanceof(Int32Array),
  largest: z.instanceof(Int32Array),
  runs: z.instanceof(Int32Array),
  /**
   * Of each numeric column the mean over the runs that have a number, how many those are, and half the width of the mean's 95 % interval by Student's
   * distribution, as for runs that are independent; NaN where there are too few.
   */
  means: z.record(
    z.string(),
    z.object({
      mean: z.instanceof(Float64Array),
      halfWidth: z.instanceof(Float64Array),
      count: z.instanceof(Int32Array),
    }),
  ),
  /** The curve's fitted dimension and its 95 % interval; NaN where there is none, or an end is not bounded. */
  dimension: z.instanceof(Float64Array),
  lower: z.instanceof(Float64Array),
  upper: z.instanceof(Float64Array),
});
export type RunGroups = z.output<typeof runGroups>;

export const tag = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^,]*$/, 'a tag has no comma');

export const savedView = z.object({
  id: z.string(),
  name: z.string(),
  /** JSON, of the view that saved it. */
  state: z.string(),
});
export type SavedView = z.output<typeof savedView>;
