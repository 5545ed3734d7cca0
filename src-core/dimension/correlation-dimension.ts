import { z } from 'zod';
import { countsWithin } from '../gap/counts-within';
import type { Neighbours } from '../gap/nearest-neighbours';
import { pairNanoseconds } from '../gap/pair-cost';
import { randomPermutation } from '../mathematics/random-stream';
import { quantileOfSorted, sampleVariance } from '../mathematics/statistics';
import { integerParameter } from '../registry/parameters';
import type { Work } from '../work';
import { defineEstimator, type EstimatorSample } from './define-estimator';
import { estimateWithInterval } from './estimate-with-interval';
import { tooFewNeighbours, whyNot } from './why-not';

/** Neighbours asked for, as a multiple of the outer neighbour: points in dense places have more than most within the outer radius. */
const reserve = 4;
/** Nanoseconds that counting beyond the known neighbours may take, and the fewest points that it must be done for. */
const budget = 1e8;
const fewestCounted = 100;
/** Fewer pairs within the inner radius give no estimate worth the name. */
const fewestPairs = 20;

/**
 * The correlation dimension (Grassberger & Procaccia, 1983): the growth of the share of pairs nearer than r, C(r) ∝ r^d, between two radii, the medians
 * of the distances to the two neighbours that are given. Points that have more neighbours within the outer radius than are known are counted anew: the same
 * as scikit-dimension. Only where that takes too long, some of these at random stand for all of them, which the standard error allows for and the remark says.
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
  sensitivity: { parameter: 'inner', values: [5, 10, 15] },
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
        const { near, far, weights, remark } = await counted(sample, radii, work);
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
function medianDistance({ queries, k, squaredDistances }: Neighbours, rank: number): number {
  const column = Float64Array.from({ length: queries }, (_, i) => squaredDistances[i * k + rank - 1] as number);
  return quantileOfSorted(column.map(Math.sqrt).sort(), 0.5);
}

interface Counts {
  /** How many neighbours of each point are within the inner radius, and within the outer one. */
  readonly near: Float64Array;
  readonly far: Float64Array;
  /** How many points each stands for: 0 for one that another stands for. */
  readonly weights: Float64Array;
  readonly remark?: string;
}

async function counted(
  { points, group, neighbours, random, everyPoint = false }: EstimatorSample,
  radii: { readonly inner: number; readonly outer: number },
  work: Work,
): Promise<Counts> {
  const { queries, k, squaredDistances } = neighbours;
  const squaredRadii = [radii.inner ** 2, radii.outer ** 2] as const;
  const [near, far] = [knownWithin(neighbours, squaredRadii[0]), knownWithin(neighbours, squaredRadii[1])];
  const weights = new Float64Array(queries).fill(1);
  const all = Int32Array.from({ length: queries }, (_, i) => i);
  const isComplete = (i: number): boolean => (squaredDistances[i * k + k - 1] as number) >= squaredRadii[1];
  const incomplete = k < queries - 1 ? all.filter((i) => !isComplete(i)) : new Int32Array(0);
  const most = Math.max(fewestCounted, Math.floor(budget / (queries * pairNanoseconds(group))));
  const rows =
    everyPoint || incomplete.length <= most
      ? incomplete
      : randomPermutation(random, incomplete.length)
          .slice(0, most)
          .map((place) => incomplete[place] as number);
  const anew = await countsWithin({ points, group, rows, squaredRadii }, work);
  for (const row of incomplete) weights[row] = 0;
  rows.forEach((row, i) => {
    near[row] = anew[2 * i] as number;
    far[row] = anew[2 * i + 1] as number;
    weights[row] = incomplete.length / rows.length;
  });
  if (rows.length === incomplete.length) return { near, far, weights };
  const remark = `${String(incomplete.length)} points have very many neighbours; ${String(rows.length)} of them, chosen at random, stand for all.`;
  return { near, far, weights, remark };
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
  return Float64Array.from({ length: queries }, (_, i) => {
    let count = 0;
    while (count < k && (squaredDistances[i * k + count] as number) < squaredRadius) count++;
    return count;
  });
}
