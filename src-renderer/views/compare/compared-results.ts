import type { SweepReport } from '#contract/sweep';
import { resultsOfSweep, type CurveResult } from '../../fits/curve-result';
import type { DrawnCurve } from './shared-draws';

/** A curve of a stored sweep among those of others. */
export interface ComparedResult {
  readonly result: CurveResult;
  readonly drawn: DrawnCurve;
}

/**
 * All measured curves of some sweeps, named by sweep and curve; sweeps of one name are told apart by when they were made.
 * @param indexOf - the colour of a curve, from its sweep, its label and its place among the sweep's curves
 */
export function comparedResults(
  reports: readonly SweepReport[],
  indexOf: (sweep: string, label: string, own: number) => number,
  titleOf: (label: string) => string,
  momentOf: (created: string) => string,
): readonly ComparedResult[] {
  const names = reports.map(({ sweep }) => sweep.name);
  return reports.flatMap(({ sweep, curves }) => {
    const { id, name, created, declaration } = sweep;
    const own = names.filter((other) => other === name).length > 1 ? `${name} (${momentOf(created)})` : name;
    return resultsOfSweep(curves, (label, index) => indexOf(id, label, index))
      .filter(({ points }) => points.length > 0)
      .map((result) => ({
        // One name among those of all sweeps.
        result: { ...result, label: `${id}/${result.label}`, title: `${own} · ${titleOf(result.label)}` },
        drawn: { sweep: id, label: result.label, task: declaration.task, seed: declaration.seed },
      }));
  });
}
