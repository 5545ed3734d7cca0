import { z } from 'zod';
import { countsWithin, unknownWithin } from '../gap/counts-within';
import type { Neighbours } from '../gap/nearest-neighbours';
import { pairNanoseconds } from '../gap/pair-cost';
import { quantileOfSorted, sampleVariance } from '../mathematics/statistics';
import { integerParameter } from '../registry/parameters';
import type { Work } from '../work';
import { defineEstimator, type EstimatorSample } from './define-estimator';
import { estimateWithInterval } from './estimate-with-interval';
import { orderBySurroundings } from './order-by-surroundings';
import { remembered } from './remembered';
import { tooFewNeighbours, whyNot } from './why-not';

/** Neighbours asked for, as a multiple of the outer neighbour: points in dense places have more than most within the outer radius. */
const reserve = 4;
/** Nanoseconds that counting beyond the known neighbours may take, and the fewest points that it must be done for. */
const budget = 1e8;
const fewestCounted = 100;
/** Inner neighbours that are tried beside one’s own. */
const innerTried = [5, 10, 15];
/** Fewer pairs within the inner radius give no estimate worth the name. */
const fewestPairs = 20;

/**
 * The correlation dimension (Grassberger & Procaccia, 1983): the growth of the share of pairs nearer than r, C(r) ∝ r^d, between two radii, the medians
 * of the distances to the two neighbours that are given. Points that have more neighbours within the outer radius than are known are counted anew: the same
 * as scikit-dimension. Only where that takes too long, some of these at random stand for all of them, which the standard error allows for and the remark says.
 *
 * One pair of radii serves all points, and a point counts as often as it has pairs: dense places decide. Where another sheet of a folded space comes into reach between the radii, the
 * pairs grow by a step and d is far too large, so that the error need not fall with the number of points: on the spiral M13b of the benchmark manifolds, d = 1, it finds 1.7 from 1,250
 * points, 4.6 from 2,500, at which the radii are as long as its turns are apart, and 1.0 from 5,000, which bring the radii below that.
 */
export const correlationDimension = defineEstimator({
  id: 'corrint',
  label: 'Correlation dimension',
  summary: 'Grassberger and Procaccia: how the number of close pairs grows with the distance.',
  parameters: z.object({
    inner: integerParameter('The inner radius is the median distance to this neighbour', 10, {
      minimum: 1,
      maximum: 200,
    }),
    outer: integerParameter('The outer radius is the median distance to this neighbour', 20, {
      minimum: 2,
      maximum: 400,
    }),
  }),
  sensitivity: { parameter: 'inner', values: innerTried },
  create({ inner, outer }) {
    return {
      neighbours: reserve * outer,
      async estimate(sample, work) {
        const { neighbours } = sample;
        // More than `outer` are of use, but not needed.
        const lack = tooFewNeighbours(neighbours, outer);
        if (lack !== undefined) return { doesNotApply: lack };
        const reason = whyNot(neighbours.queries, 0);
        if (reason !== undefined) return { doesNotApply: reason };
        if (inner >= outer) return { doesNotApply: 'The inner neighbour must be nearer than the outer one.' };
        const radii = { inner: medianDistance(neighbours, inner), outer: medianDistance(neighbours, outer) };
        const { near, far, weights, remark } = await counted(sample, { inner, outer }, work);
        const nearMean = weightedMean(near, weights);
        const farMean = weightedMean(far, weights);
        if (nearMean * near.length < 2 * fewestPairs)
          return { doesNotApply: `Fewer than ${String(fewestPairs)} pairs are nearer than the inner radius.` };
        const span = Math.log(radii.outer / radii.inner);
        if (!(span > 0) || !(farMean > nearMean))
          return { doesNotApply: 'The two radii are the same, or hold the same pairs.' };
        // C(r) is a mean over pairs: to first order each point moves log C by twice its own relative excess.
        const moves = near.map((count, i) => (2 * ((far[i] as number) / farMean - count / nearMean)) / span);
        const error = Math.sqrt(sumOfSquares(moves, weights)) / near.length;
        return {
          ...estimateWithInterval(Math.log(farMean / nearMean) / span, error, 'analytic', 0),
          scale: radii.outer,
          ...(remark === undefined ? {} : { remark }),
        };
      },
    };
  },
});

/** The median distance to the neighbour of a rank, counted from 1. */
function medianDistance(neighbours: Neighbours, rank: number): number {
  const known = mediansOf(neighbours);
  const before = known.get(rank);
  if (before !== undefined) return before;
  const { queries, k, squaredDistances } = neighbours;
  const column = new Float64Array(queries);
  for (let i = 0; i < queries; i++) column[i] = Math.sqrt(squaredDistances[i * k + rank - 1] as number);
  const median = quantileOfSorted(column.sort(), 0.5);
  known.set(rank, median);
  return median;
}

const mediansOf = remembered<Neighbours, Map<number, number>>(() => new Map());

interface Counts {
  /** How many neighbours of each point are within the inner radius, and within the outer one. */
  readonly near: Float64Array;
  readonly far: Float64Array;
  /** How many points each stands for: 0 for one that another stands for. */
  readonly weights: Float64Array;
  readonly remark?: string;
}

async function counted(
  sample: EstimatorSample,
  { inner, outer }: { readonly inner: number; readonly outer: number },
  work: Work,
): Promise<Counts> {
  const { neighbours } = sample;
  const near = knownWithin(neighbours, medianDistance(neighbours, inner) ** 2);
  const far = knownWithin(neighbours, medianDistance(neighbours, outer) ** 2);
  const weights = new Float64Array(neighbours.queries).fill(1);
  const { incomplete, rows, counts } = await countedAnew(sample, { inner, outer }, work);
  const [nearAnew, farAnew] = [counts.get(inner), counts.get(outer)];
  for (const row of incomplete) weights[row] = 0;
  rows.forEach((row, i) => {
    near[row] = nearAnew?.[i] as number;
    far[row] = farAnew?.[i] as number;
    weights[row] = incomplete.length / rows.length;
  });
  if (rows.length === incomplete.length) return { near, far, weights };
  const remark = `${String(incomplete.length)} points have very many neighbours; ${String(rows.length)} of them, chosen at random, stand for all.`;
  return { near, far, weights, remark };
}

/** Points that have more neighbours within the outer radius than are known. */
interface CountedAnew {
  readonly incomplete: Int32Array;
  /** Those of them that were measured to each other. */
  readonly rows: Int32Array;
  /** How many neighbours these have within the median distance to a neighbour, by its rank. */
  readonly counts: ReadonlyMap<number, Float64Array>;
}

/** What was counted of a sample: estimates that differ in the inner neighbour alone measure the same points. */
const countedBefore = remembered<Neighbours, Map<string, CountedAnew>>(() => new Map());

async function countedAnew(
  { points, group, neighbours, everyPoint = false }: EstimatorSample,
  { inner, outer }: { readonly inner: number; readonly outer: number },
  work: Work,
): Promise<CountedAnew> {
  const before = countedBefore(neighbours);
  const key = `${String(outer)} ${String(everyPoint)}`;
  const known = before.get(key);
  if (known?.counts.has(inner) === true) return known;
  const isUnknown = unknownWithin(neighbours, points.count, medianDistance(neighbours, outer) ** 2);
  const inOrder = orderBySurroundings(neighbours).filter((i) => isUnknown[i] === 1);
  const most = Math.max(fewestCounted, Math.floor(budget / (inOrder.length * pairNanoseconds(group))));
  const rows = (everyPoint ? inOrder : inOrder.slice(0, most)).slice().sort();
  const ranks = [...new Set([...innerTried, inner, outer])].filter((rank) => rank <= outer).sort((a, b) => a - b);
  const squaredRadii = ranks.map((rank) => medianDistance(neighbours, rank) ** 2);
  const found = await countsWithin({ points, group, neighbours, rows, squaredRadii }, work);
  const counts = new Map(
    ranks.map((rank, r) => [rank, Float64Array.from(rows, (_, i) => found[i * ranks.length + r] as number)]),
  );
  const counted = { incomplete: inOrder, rows, counts };
  before.set(key, counted);
  return counted;
}

function weightedMean(values: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (weights[i] as number) * (values[i] as number);
  return sum / values.length;
}

/** Of what all points add to the mean, with the variance that choosing some of them adds. */
function sumOfSquares(moves: Float64Array, weights: Float64Array): number {
  const squares = moves.reduce((sum, value, i) => sum + (weights[i] as number) * value * value, 0);
  const chosen = moves.filter((_, i) => (weights[i] as number) > 1);
  if (chosen.length < 2) return squares;
  const weight = Math.max(...weights.filter((value) => value > 1));
  return squares + chosen.length * weight * (weight - 1) * sampleVariance(chosen);
}

/** How many of the known neighbours of each point are nearer than a squared radius. */
function knownWithin({ queries, k, squaredDistances }: Neighbours, squaredRadius: number): Float64Array {
  const counts = new Float64Array(queries);
  for (let i = 0; i < queries; i++) {
    let count = 0;
    while (count < k && (squaredDistances[i * k + count] as number) < squaredRadius) count++;
    counts[i] = count;
  }
  return counts;
}
