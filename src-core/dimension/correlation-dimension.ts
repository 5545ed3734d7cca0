import { z } from 'zod';
import { countsWithin } from '../gap/counts-within';
import type { Neighbours } from '../gap/nearest-neighbours';
import { pairNanoseconds } from '../gap/pair-cost';
import { mean, quantileOfSorted } from '../mathematics/statistics';
import { integerParameter } from '../registry/parameters';
import type { Work } from '../work';
import { defineEstimator, type EstimatorSample } from './define-estimator';
import { estimateWithInterval } from './estimate-with-interval';
import { tooFewNeighbours, whyNot } from './why-not';

/** Neighbours asked for, as a multiple of the outer neighbour: points in dense places have more than most within the outer radius. */
const reserve = 4;
/** Nanoseconds that counting beyond the known neighbours may take. */
const budget = 3e8;
/** Fewer pairs within the inner radius give no estimate worth the name. */
const fewestPairs = 20;

/**
 * The correlation dimension (Grassberger & Procaccia, 1983): the growth of the share of pairs nearer than r, C(r) ∝ r^d, between two radii, the medians
 * of the distances to the two neighbours that are given. Points that have more neighbours within the outer radius than are known are counted anew;
 * only where that takes too long are both radii made smaller by one factor instead, and the remark says so. The same as scikit-dimension's otherwise.
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
  sensitivity: { parameter: 'inner', values: [2, 5, 10, 15] },
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
        const { near, far, shrink } = await counted(sample, radii, work);
        const nearMean = mean(near);
        const farMean = mean(far);
        if (nearMean * near.length < 2 * fewestPairs)
          return { doesNotApply: `Fewer than ${String(fewestPairs)} pairs are nearer than the inner radius.` };
        const span = Math.log(radii.outer / radii.inner);
        if (!(span > 0) || !(farMean > nearMean))
          return { doesNotApply: 'The two radii are the same, or hold the same pairs.' };
        // C(r) is a mean over pairs: to first order each point moves log C by twice its own relative excess.
        let squares = 0;
        for (let i = 0; i < near.length; i++)
          squares += ((2 * ((far[i] as number) / farMean - (near[i] as number) / nearMean)) / span) ** 2;
        const error = Math.sqrt(squares) / near.length;
        return {
          ...estimateWithInterval(Math.log(farMean / nearMean) / span, error, 'analytic', 0),
          scale: radii.outer * shrink,
          ...(shrink < 1
            ? { remark: `Both radii are ${shrink.toFixed(2)} of the medians: some points have very many neighbours.` }
            : {}),
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

/** How many neighbours of each point are within the two radii, both times `shrink`. */
async function counted(
  { points, group, neighbours }: EstimatorSample,
  radii: { readonly inner: number; readonly outer: number },
  work: Work,
): Promise<{ near: Float64Array; far: Float64Array; shrink: number }> {
  const { queries, k, squaredDistances } = neighbours;
  const farthest = (i: number): number => squaredDistances[i * k + k - 1] as number;
  const all = Int32Array.from({ length: queries }, (_, i) => i);
  const incomplete = k < queries - 1 ? all.filter((i) => farthest(i) < radii.outer ** 2) : new Int32Array(0);
  if (incomplete.length * queries * pairNanoseconds(group) > budget) {
    const complete = Math.sqrt(all.reduce((least, i) => Math.min(least, farthest(i)), Infinity));
    const shrink = complete / radii.outer;
    const [near, far] = [radii.inner, radii.outer].map((radius) => knownWithin(neighbours, (radius * shrink) ** 2));
    return { near: near as Float64Array, far: far as Float64Array, shrink };
  }
  const squaredRadii = [radii.inner ** 2, radii.outer ** 2];
  const [near, far] = squaredRadii.map((radius) => knownWithin(neighbours, radius)) as [Float64Array, Float64Array];
  const anew = await countsWithin({ points, group, rows: incomplete, squaredRadii }, work);
  incomplete.forEach((row, i) => {
    near[row] = anew[2 * i] as number;
    far[row] = anew[2 * i + 1] as number;
  });
  return { near, far, shrink: 1 };
}

/** How many of the known neighbours of each point are nearer than a squared radius. */
function knownWithin({ queries, k, squaredDistances }: Neighbours, squaredRadius: number): Float64Array {
  return Float64Array.from({ length: queries }, (_, i) => {
    let count = 0;
    while (count < k && (squaredDistances[i * k + count] as number) < squaredRadius) count++;
    return count;
  });
}
