import { mean, quantileOfSorted } from '../mathematics/statistics';
import { choiceParameter } from '../registry/parameters';
import type { Work } from '../work';
import { centresWithin } from './centres-within';
import type { EstimatorOutcome, EstimatorSample } from './define-estimator';
import { dealGroups, jackknifeError, jackknifeGroups } from './delete-group-jackknife';
import { estimateWithInterval } from './estimate-with-interval';
import { meanDistance } from './mean-distance';
import { orderBySurroundings } from './order-by-surroundings';
import { tooFewNeighbours, whyNot } from './why-not';

/** How the dimensions of neighbourhoods become one. */
export const neighbourhoodAverage = () =>
  choiceParameter('How the dimensions of the neighbourhoods are averaged', ['mean', 'median'], 'mean');

/** A way to find the dimension of a neighbourhood. */
export interface NeighbourhoodDimension {
  /** Nearest neighbours that make a neighbourhood. */
  readonly k: number;
  readonly average: 'mean' | 'median';
  /** About what one neighbourhood takes, jackknife included. */
  readonly nanoseconds: number;
  /** Whether it gives whole numbers alone. */
  readonly whole: boolean;
  /** Looks at a point's neighbourhood; what it returns finds the dimension of the members chosen, by their ranks from 0, or NaN where they coincide. */
  examine(at: number): (members: Int32Array) => number;
}

/** The variance of rounding to whole numbers. */
const roundingVariance = 1 / 12;

/**
 * The mean or the median of the dimensions of neighbourhoods, each found from its points' coordinates. The standard error is the delete-a-group jackknife's: each
 * group of points is left out in turn, as centres and as neighbours. Where the dimensions are whole numbers the error of rounding is added.
 */
export async function averageOfNeighbourhoods(
  sample: EstimatorSample,
  { k, average, nanoseconds, whole, examine }: NeighbourhoodDimension,
  work: Work,
): Promise<EstimatorOutcome> {
  const { neighbours } = sample;
  const reason = tooFewNeighbours(neighbours, k) ?? whyNot(neighbours.queries, 0);
  if (reason !== undefined) return { doesNotApply: reason };
  const order = orderBySurroundings(neighbours);
  const groups = dealGroups(order);
  const { centres, remark } = centresWithin(sample, order, nanoseconds);
  const all = Int32Array.from({ length: k }, (_, rank) => rank);
  const found: number[] = [];
  const rows: number[] = [];
  const without: number[][] = Array.from({ length: jackknifeGroups }, () => []);
  const pause = Math.max(1, Math.floor(1e8 / nanoseconds));
  for (const [place, at] of centres.entries()) {
    if (place % pause === 0) await work.checkpoint({ step: 'neighbourhoods', current: place, total: centres.length });
    const dimensionOf = examine(at);
    const dimension = dimensionOf(all);
    if (!Number.isFinite(dimension)) continue;
    found.push(dimension);
    rows.push(at);
    for (let group = 0; group < jackknifeGroups; group++) {
      if (groups[at] === group) continue;
      const members = all.filter((rank) => groups[neighbours.indices[at * neighbours.k + rank] as number] !== group);
      const reduced = dimensionOf(members);
      if (Number.isFinite(reduced)) without[group]?.push(reduced);
    }
  }
  const excluded = centres.length - found.length;
  const lack = whyNot(found.length, excluded);
  if (lack !== undefined) return { doesNotApply: lack };
  const averaged = averages[average];
  const dimension = averaged(found);
  if (!(dimension > 0)) return { doesNotApply: 'By this measure no direction of the neighbourhoods stands out.' };
  const error = jackknifeError(without.map(averaged));
  return {
    ...estimateWithInterval(dimension, Math.sqrt(error ** 2 + (whole ? roundingVariance : 0)), 'jackknife', excluded),
    scale: meanDistance(neighbours, k),
    ...(remark === undefined ? {} : { remark }),
    pointwise: () => ({ rows: Int32Array.from(rows), dimensions: Float64Array.from(found) }),
  };
}

const averages = {
  mean,
  median: (values: readonly number[]) => quantileOfSorted(Float64Array.from(values).sort(), 0.5),
} as const;
