import { testLaw, type LawName, type TestedLaw } from '#core/fitting/test-law';
import type { Deviation } from '../charts/deviation-chart';
import type { FittedCurve } from './fitted-curve';
import { gapCurveOf, type MeasuredCurve } from './refit';

/** A test of a law with what is drawn of it. */
export interface ShownTest {
  readonly test: TestedLaw;
  readonly deviations: readonly Deviation[];
}

/**
 * Tests a law of the theory against a curve; null where it cannot be tested.
 * @param window - the smallest and largest n to use; all of them where it is null
 */
export function testedLaw(
  { result }: Pick<FittedCurve, 'result'>,
  law: LawName,
  window: readonly [number, number] | null,
): ShownTest | null {
  const inside = (n: number): boolean => window === null || (n >= window[0] && n <= window[1]);
  const part = window === null ? result : partOf(result, inside);
  const test = testLaw(gapCurveOf(part), result.prediction, law);
  if (test === null) return null;
  const found = new Map(part.points.map(({ n }, i) => [n, test.z[i] ?? null]));
  return {
    test,
    deviations: result.points.map(({ n }) => ({
      n,
      value: found.get(n) ?? null,
      used: (found.get(n) ?? null) !== null,
    })),
  };
}

/** A curve at some of its sizes, with their part of the covariance. */
function partOf({ points, covariance }: MeasuredCurve, inside: (n: number) => boolean): MeasuredCurve {
  const at = points.flatMap(({ n }, i) => (inside(n) ? [i] : []));
  const k = points.length;
  return {
    points: points.filter(({ n }) => inside(n)),
    covariance: covariance.length === k ** 2 ? at.flatMap((i) => at.map((j) => covariance[i * k + j] ?? 0)) : [],
  };
}
