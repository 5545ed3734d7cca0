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
  runs: z.array(runSummary.extend({ curveIndex: z.int().min(0), hypotheses: hypotheses.nullable() })),
});
export type ExportedSweep = z.output<typeof exportedSweep>;
