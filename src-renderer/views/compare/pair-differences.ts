import { holm } from '#core/advice/holm';
import { sizeForGap } from '#core/advice/size-for-gap';
import { ExpectedError } from '#core/errors';
import { compareFits, type FitComparison } from '#core/fitting/compare-fits';
import { dataFactor, type Forecast } from '#core/fitting/forecast';
import type { FittedCurve } from '../../fits/fitted-curve';
import { gapCurveOf } from '../../fits/refit';

/** Two curves and how they differ. */
export interface PairDifference {
  readonly first: FittedCurve;
  readonly second: FittedCurve;
  readonly test: FitComparison;
  /** p corrected for all pairs that are shown. */
  readonly adjusted: number;
  /** Of the errors of both at one n; 0 where training sets are independent. */
  readonly correlation: number;
  /** How many times the points of the second the first takes for the gap that is asked about. */
  readonly dataFactor: Forecast;
}

/**
 * The differences between each two of the curves that have a fit, or between each and one that all are held against; p-values corrected by Holm's method for as many tests as
 * there are.
 * @param against - the label of the curve that the others are held against; null for all pairs
 * @param gap - at which the data are compared
 * @param correlationOf - of the errors of two curves that share training sets, else 0
 */
export function pairDifferences(
  curves: readonly FittedCurve[],
  against: string | null,
  gap: number,
  correlationOf: (first: FittedCurve, second: FittedCurve) => number,
): readonly PairDifference[] {
  const fitted = curves.filter(({ fit }) => fit !== null);
  const reference = fitted.find(({ result }) => result.label === against);
  const pairs =
    reference === undefined
      ? fitted.flatMap((first, i) => fitted.slice(i + 1).map((second) => [first, second] as const))
      : fitted.filter((curve) => curve !== reference).map((curve) => [curve, reference] as const);
  const compared = pairs.flatMap(([first, second]) => {
    const [a, b] = [comparedCurve(first), comparedCurve(second)];
    if (a === null || b === null) return [];
    const correlation = correlationOf(first, second);
    return [{ first, second, correlation, test: compareFits(a, b, correlation), dataFactor: factorAt(a, b, gap) }];
  });
  const adjusted = holm(compared.map(({ test }) => test.pValue));
  return compared.map((pair, i) => ({ ...pair, adjusted: adjusted[i] ?? 1 }));
}

type Compared = Parameters<typeof compareFits>[0];

function comparedCurve({ result, fit }: FittedCurve): Compared | null {
  return fit === null ? null : { curve: gapCurveOf(result), fit };
}

function factorAt(first: Compared, second: Compared, gap: number): Forecast {
  const unknown: Forecast = { value: null, interval: [null, null] };
  if (!(gap > 0)) return unknown;
  try {
    return dataFactor(sizeForGap(first.curve, first.fit, gap), sizeForGap(second.curve, second.fit, gap));
  } catch (error) {
    if (error instanceof ExpectedError) return unknown;
    throw error;
  }
}

/** A gap that most curves have reached: the largest of their smallest gaps, to two digits. */
export function commonGap(curves: readonly FittedCurve[]): number {
  const ends = curves.flatMap(({ result }) => {
    const gaps = result.points.map(({ gap }) => gap).filter((gap) => gap > 0);
    return gaps.length === 0 ? [] : [Math.min(...gaps)];
  });
  return ends.length === 0 ? 1 : Number(Math.max(...ends).toPrecision(2));
}
