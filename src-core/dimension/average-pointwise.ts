import type { Neighbours } from '../gap/nearest-neighbours';
import { quantileOfSorted } from '../mathematics/statistics';
import { choiceParameter } from '../registry/parameters';
import type { EstimatorOutcome, PointwiseDimensions } from './define-estimator';
import { dependentError } from './dependent-error';
import { estimateWithInterval } from './estimate-with-interval';
import { noGrowth, whyNot } from './why-not';

/** How dimensions at single points become one. */
export const averageParameter = () =>
  choiceParameter(
    'How the points’ dimensions are averaged: by their inverses, which their noise biases least; plainly; or their median',
    ['harmonic', 'mean', 'median'],
    'harmonic',
  );

export type Average = 'harmonic' | 'mean' | 'median';

/** 1/d at each of some points: 0 where the neighbours of one are equally far. */
export interface PointwiseInverses {
  /** Rows of the sample, ascending. */
  readonly rows: Int32Array;
  /** One a row, finite and not negative. */
  readonly inverses: Float64Array;
}

/**
 * One dimension from those at single points. The standard error is analytic, from each point's influence on the average and the correlation of points
 * that share distances (see dependentError).
 *
 * @param request.k - how many neighbours each of them rests on
 * @param request.excluded - points that have none
 */
export function averagePointwise(
  { rows, inverses }: PointwiseInverses,
  request: {
    readonly average: Average;
    readonly neighbours: Neighbours;
    readonly k: number;
    readonly excluded: number;
  },
): EstimatorOutcome {
  const { average, neighbours, k, excluded } = request;
  const reason = whyNot(rows.length, excluded);
  if (reason !== undefined) return { doesNotApply: reason };
  if (!inverses.some((value) => value > 0)) return { doesNotApply: noGrowth };
  const finite = finiteDimensions({ rows, inverses });
  const [averaged, ofRows] =
    average === 'harmonic' ? [byInverses(inverses), rows] : [others[average](finite.dimensions), finite.rows];
  const error = dependentError(averaged.influence, ofRows, neighbours, k);
  return {
    ...estimateWithInterval(averaged.dimension, error, 'analytic', excluded + rows.length - ofRows.length),
    pointwise: () => finite,
  };
}

/** An average, and to first order what each point moves it by, times how many there are. */
interface Averaged {
  readonly dimension: number;
  readonly influence: Float64Array;
}

function byInverses(inverses: Float64Array): Averaged {
  const dimension = inverses.length / inverses.reduce((sum, value) => sum + value, 0);
  return { dimension, influence: inverses.map((value) => -(dimension ** 2) * value) };
}

const others: Readonly<Record<Exclude<Average, 'harmonic'>, (dimensions: Float64Array) => Averaged>> = {
  mean: (dimensions) => ({
    dimension: dimensions.reduce((sum, value) => sum + value, 0) / dimensions.length,
    influence: dimensions,
  }),
  median(dimensions) {
    const sorted = dimensions.slice().sort();
    const dimension = quantileOfSorted(sorted, 0.5);
    // One over the density at the median, from quantiles around it.
    const half = Math.min(0.25, dimensions.length ** -0.4);
    const spread = quantileOfSorted(sorted, 0.5 + half) - quantileOfSorted(sorted, 0.5 - half);
    return {
      dimension,
      influence: dimensions.map((value) => (Math.sign(value - dimension) * spread) / (4 * half)),
    };
  },
};

function finiteDimensions({ rows, inverses }: PointwiseInverses): PointwiseDimensions {
  const kept = rows.filter((_, i) => (inverses[i] as number) > 0);
  return { rows: kept, dimensions: inverses.filter((value) => value > 0).map((value) => 1 / value) };
}
