import { z } from 'zod';
import type { Neighbours } from '../gap/nearest-neighbours';
import { mean, quantileOfSorted } from '../mathematics/statistics';
import { integerParameter } from '../registry/parameters';
import { defineEstimator } from './define-estimator';
import { estimateWithInterval } from './estimate-with-interval';
import { tooFewNeighbours, whyNot } from './why-not';

/** Neighbours asked for, as a multiple of the outer neighbour: points in dense places have more than most within the outer radius. */
const reserve = 10;
/** Fewer pairs within the inner radius give no estimate worth the name. */
const fewestPairs = 20;

/**
 * The correlation dimension (Grassberger & Procaccia, 1983): the growth of the share of pairs nearer than r, C(r) ∝ r^d, between two radii. These are the
 * medians of the distances to the two neighbours that are given, both made smaller by one factor where some point has more neighbours within the
 * outer one than are known.
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
  create({ inner, outer }) {
    return {
      neighbours: reserve * outer,
      estimate({ neighbours }) {
        // More than `outer` are of use, but not needed.
        const lack = tooFewNeighbours(neighbours, outer);
        if (lack !== undefined) return { doesNotApply: lack };
        const reason = whyNot(neighbours.queries, 0);
        if (reason !== undefined) return { doesNotApply: reason };
        if (inner >= outer) return { doesNotApply: 'The inner neighbour must be nearer than the outer one.' };
        const medians = [inner, outer].map((rank) => quantileOfSorted(column(neighbours, rank).sort(), 0.5));
        const complete = column(neighbours, neighbours.k).reduce((least, value) => Math.min(least, value), Infinity);
        const [innerMedian = 0, outerMedian = 0] = medians;
        const shrink = Math.min(1, complete / outerMedian);
        const near = countsWithin(neighbours, innerMedian * shrink);
        const far = countsWithin(neighbours, outerMedian * shrink);
        const nearMean = mean(near);
        const farMean = mean(far);
        if (nearMean * near.length < 2 * fewestPairs)
          return { doesNotApply: `Fewer than ${String(fewestPairs)} pairs are nearer than the inner radius.` };
        const span = 0.5 * Math.log(outerMedian / innerMedian);
        if (!(span > 0) || !(farMean > nearMean))
          return { doesNotApply: 'The two radii are the same, or hold the same pairs.' };
        // C(r) is a mean over pairs: to first order each point moves log C by twice its own relative excess.
        let squares = 0;
        for (let i = 0; i < near.length; i++)
          squares += ((2 * ((far[i] as number) / farMean - (near[i] as number) / nearMean)) / span) ** 2;
        return estimateWithInterval(
          Math.log(farMean / nearMean) / span,
          Math.sqrt(squares) / near.length,
          'analytic',
          0,
        );
      },
    };
  },
});

/** Squared distances to the neighbour of a rank, counted from 1. */
function column({ queries, k, squaredDistances }: Neighbours, rank: number): Float64Array {
  return Float64Array.from({ length: queries }, (_, i) => squaredDistances[i * k + rank - 1] as number);
}

/** How many neighbours of each point are nearer than a squared radius. */
function countsWithin({ queries, k, squaredDistances }: Neighbours, squaredRadius: number): Float64Array {
  return Float64Array.from({ length: queries }, (_, i) => {
    let count = 0;
    while (count < k && (squaredDistances[i * k + count] as number) < squaredRadius) count++;
    return count;
  });
}
