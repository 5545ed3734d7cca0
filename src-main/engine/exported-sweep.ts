import { z } from 'zod';
import { hypotheses, sweepCurve } from '#contract/results';
import { runSummary, sweepDeclaration, sweepSummary } from '#contract/sweep';

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
});
export type ExportedSweep = z.output<typeof exportedSweep>;
