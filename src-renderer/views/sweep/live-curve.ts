import type { RunSummary } from '#contract/sweep';
import type { PlottedCurve } from '../../charts/plotted-curve';

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
  const gaps = runs.map((run) => run.gap ?? 0);
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const scatter = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / Math.max(1, gaps.length - 1);
  const standardError = gaps.length > 1 ? Math.sqrt(scatter / gaps.length) : (runs[0]?.standardError ?? 0);
  return { n, gap: mean, standardError, replicates: gaps.length };
}
