import type { Hypotheses } from '#contract/results';

/** The hypotheses of a curve: means over its runs; they hold where they hold for every run that they apply to. Null where no run was checked. */
export function summariseHypotheses(runs: readonly (Hypotheses | null)[]): Hypotheses | null {
  const checked = runs.filter((run) => run !== null);
  const [first] = checked;
  if (first === undefined) return null;
  const applied = checked.filter(({ verdict }) => verdict !== 'not-applicable');
  const failed = applied.filter(({ verdict }) => verdict === 'fail');
  const mean = (pick: (run: Hypotheses) => number | null): number | null => {
    const values = checked.map(pick).filter((value) => value !== null);
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  const example = failed[0];
  return {
    memorised: mean(({ memorised }) => memorised),
    coverage: mean(({ coverage }) => coverage),
    expectedCoverage: mean(({ expectedCoverage }) => expectedCoverage),
    equivarianceError: mean(({ equivarianceError }) => equivarianceError),
    verdict: applied.length === 0 ? 'not-applicable' : failed.length === 0 ? 'hold' : 'fail',
    detail:
      example === undefined
        ? first.detail
        : `${String(failed.length)} of ${String(applied.length)} runs: ${example.detail}`,
  };
}
