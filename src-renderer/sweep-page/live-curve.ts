import type { RunSummary } from '#contract/sweep';
import { mean, sampleVariance } from '#core/mathematics/statistics';
import type { PlottedCurve } from '../charts/plotted-curve';

/** The curves of a sweep so far: means over the replicates that have finished, in the order of the sweep's curves. */
export function liveCurves(runs: readonly RunSummary[], labels: readonly string[]): PlottedCurve[] {
  return labels.map((label, index) => {
    const bySize = new Map<number, RunSummary[]>();
    for (const run of runs)
      if (run.curve === label && run.state === 'finished' && run.gap !== null)
        bySize.set(run.n, [...(bySize.get(run.n) ?? []), run]);
    const points = [...bySize.entries()].sort(([a], [b]) => a - b).map(([n, found]) => pointOf(n, found));
    return { label, index, points, fit: null, prediction: null };
  });
}

function pointOf(n: number, runs: readonly RunSummary[]): PlottedCurve['points'][number] {
  const gap = meanOf(
    runs.map((run) => run.gap ?? 0),
    runs[0]?.standardError ?? 0,
  );
  const errors = runs.flatMap(({ generalization }) => (generalization === null ? [] : [generalization]));
  const point = { n, gap: gap.mean, standardError: gap.standardError, replicates: runs.length };
  if (errors.length < runs.length) return point;
  const error = meanOf(errors, runs[0]?.generalizationStandardError ?? 0);
  return { ...point, generalization: error.mean, generalizationStandardError: error.standardError };
}

/** With the standard error of the mean; with the value's own where there is one value. */
function meanOf(values: readonly number[], ownError: number): { mean: number; standardError: number } {
  const standardError = values.length > 1 ? Math.sqrt(sampleVariance(values) / values.length) : ownError;
  return { mean: mean(values), standardError };
}
