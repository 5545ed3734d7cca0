import type { CurveHypotheses, Hypotheses } from '#contract/results';
import { failedHypotheses } from '#core/gap/judge-hypotheses';
import { meanScoreDimensions } from './mean-score-dimensions';

interface CheckedRun {
  readonly n: number;
  readonly hypotheses: Hypotheses | null;
}

/**
 * The hypotheses of a curve: means over its runs, and over the replicates of each size, which are judged as one run is. The curve's verdict is that they hold where they
 * hold at every size that they apply to. Null where no run was checked.
 */
export function summariseHypotheses(runs: readonly CheckedRun[]): CurveHypotheses | null {
  const checked = runs.flatMap(({ n, hypotheses }) => (hypotheses === null ? [] : [{ n, hypotheses }]));
  const [first] = checked;
  if (first === undefined) return null;
  // Where there is nothing to judge, a size may have its dead hypotheses to tell.
  const told = checked.filter(({ hypotheses }) => isJudged(hypotheses) || hypotheses.deadHypotheses !== null);
  const numbers = [...new Set(told.map(({ n }) => n))].sort((a, b) => a - b);
  const sizes = numbers.map((n) => {
    const same = told.filter((run) => run.n === n).map(({ hypotheses }) => hypotheses);
    const found = meansOf(same);
    if (!same.some(isJudged)) return { n, ...found, verdict: 'not-applicable' as const, detail: '' };
    const problems = failedHypotheses(
      {
        ...found,
        memorised: found.memorised ?? 0,
        coverage: found.coverage ?? 0,
        expectedCoverage: found.expectedCoverage ?? 0,
      },
      n * same.length,
    );
    return {
      n,
      ...found,
      verdict: problems.length === 0 ? ('hold' as const) : ('fail' as const),
      detail: problems.join(' '),
    };
  });
  const failed = sizes.filter(({ verdict }) => verdict === 'fail');
  return {
    ...meansOf(checked.map(({ hypotheses }) => hypotheses)),
    verdict: failed.length > 0 ? 'fail' : sizes.some(isJudged) ? 'hold' : 'not-applicable',
    detail:
      failed.length === 0
        ? first.hypotheses.verdict === 'fail'
          ? ''
          : first.hypotheses.detail
        : `At n = ${failed.map(({ n }) => String(n)).join(', ')}. ${failed[0]?.detail ?? ''}`,
    sizes,
  };
}

function isJudged({ verdict }: Pick<Hypotheses, 'verdict'>): boolean {
  return verdict !== 'not-applicable';
}

type Means = Omit<Hypotheses, 'verdict' | 'detail'>;

function meansOf(runs: readonly Hypotheses[]): Means {
  const mean = (pick: (run: Hypotheses) => number | null | undefined): number | null => {
    const values = runs.map(pick).filter((value) => value !== null && value !== undefined);
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  const levels = [...new Set(runs.flatMap(({ scoreErrors }) => scoreErrors.map(({ noise }) => noise)))];
  return {
    memorised: mean(({ memorised }) => memorised),
    coverage: mean(({ coverage }) => coverage),
    expectedCoverage: mean(({ expectedCoverage }) => expectedCoverage),
    equivarianceError: mean(({ equivarianceError }) => equivarianceError),
    deadHypotheses: mean(({ deadHypotheses }) => deadHypotheses),
    scoreErrors: levels.map((noise) => ({
      noise,
      error: mean(({ scoreErrors }) => scoreErrors.find((one) => one.noise === noise)?.error) ?? 0,
    })),
    scoreDimensions: meanScoreDimensions(runs.map(({ scoreDimensions }) => scoreDimensions)),
  };
}
