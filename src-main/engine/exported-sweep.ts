import { z } from 'zod';
import { hypotheses, sweepCurve } from '#contract/results';
import { logEntry, runSummary, sweepDeclaration, sweepSummary } from '#contract/sweep';

const note = z.object({ text: z.string(), changed: z.string() }).nullable();
const tags = z.array(z.string());

/** What people wrote beside a sweep and its runs. */
const annotations = z.strictObject({
  note,
  tags,
  /** Those that have any. */
  runs: z.array(z.strictObject({ id: z.string(), note, tags })),
});

/** The file that `history export` writes as JSON. */
export const exportedSweep = z.strictObject({
  format: z.literal('gapscope-sweep'),
  version: z.literal(1),
  sweep: sweepSummary,
  declaration: sweepDeclaration,
  /** The task in full, as it enters the runs' hashes. */
  taskName: z.string(),
  curves: z.array(
    z.strictObject({ label: z.string(), group: z.string(), trainer: z.string(), result: sweepCurve.nullable() }),
  ),
  runs: z.array(
    runSummary.extend({
      curveIndex: z.int().min(0),
      hypotheses: hypotheses.nullable(),
      /** Recorded over its training, for example the loss. */
      series: z
        .array(z.object({ name: z.string(), steps: z.array(z.number()), values: z.array(z.number()) }))
        .default([]),
    }),
  ),
  annotations: annotations.default({ note: null, tags: [], runs: [] }),
  /** What was done with it, oldest first. */
  log: z.array(logEntry).default([]),
});
export type ExportedSweep = z.output<typeof exportedSweep>;
