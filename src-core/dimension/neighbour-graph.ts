import { z } from 'zod';
import type { Neighbours } from '../gap/nearest-neighbours';
import { logBinomial } from '../mathematics/special-functions';
import { integerParameter, realParameter } from '../registry/parameters';
import { defineEstimator } from './define-estimator';
import { dependentError } from './dependent-error';
import { estimateWithInterval } from './estimate-with-interval';
import { meanDistance } from './mean-distance';
import { noGrowth, tooFewNeighbours, tooFewPoints } from './why-not';

/** Sizes of the subsets, as shares of all points: over a factor of two, so that few neighbours are enough. */
const shares = [0.5, 0.5946, 0.7071, 0.8409, 1];
/** Neighbours beyond those that are known may have at most this share in a mean length. */
const mostUnknown = 1e-4;

/**
 * The k-nearest-neighbour graph (Costa & Hero, 2004, § 4; Costa, Girotra & Hero, 2005): the sum L_n of the lengths |e|^γ of the edges from each of n points
 * to its k nearest grows as n^{(d−γ)/d}; d follows from the slope of log L_n against log n. The authors draw subsets of the data; here the mean length over
 * all subsets of each size is exact, in closed form: among n of N points the m-th neighbour is the j-th with probability
 * C(m − 1, j − 1) C(N − 1 − m, n − 1 − j) / C(N − 1, n − 1). So no chance is added, d need not be whole, and there is a standard error.
 *
 * Scikit-dimension draws a few points with replacement, by default 3 to 6 of them, and answers the whole number that fits best: on the same points its answer
 * is random, and comes near ours where it is given many draws of many points.
 */
export const neighbourGraph = defineEstimator({
  id: 'knn',
  label: 'Neighbour graph',
  summary: 'Costa and Hero: how the length of the graph of k nearest neighbours grows with the number of points.',
  parameters: z.object({
    k: integerParameter('Neighbours that each point has an edge to', 5, { minimum: 1, maximum: 200 }),
    gamma: realParameter('The power of each edge’s length', 1, { minimum: 0.1, maximum: 4 }),
  }),
  sensitivity: { parameter: 'k', values: [1, 2, 5, 10] },
  create({ k, gamma }) {
    return {
      neighbours: 6 * k + 20,
      estimate({ neighbours }) {
        const lack = tooFewPoints(neighbours.queries, 0) ?? tooFewNeighbours(neighbours, k);
        if (lack !== undefined) return { doesNotApply: lack };
        const sizes = shares.map((share) => Math.round(share * neighbours.queries));
        const weights = sizes.map((size) => rankWeights(neighbours, k, size));
        const unknown = Math.max(...weights.map((row) => 1 - row.reduce((sum, weight) => sum + weight, 0) / k));
        if (unknown > mostUnknown) return tooFewWithin(neighbours, 6 * k + 20);
        const lengths = meanLengths(neighbours, weights, gamma);
        const means = lengths.map((length) => length.reduce((sum, value) => sum + value, 0) / length.length);
        if (!means.every((value) => value > 0)) return { doesNotApply: noGrowth };
        // L_n is n times the mean length: log of the mean falls by γ/d.
        const coefficients = slopeCoefficients(sizes.map(Math.log));
        const slope = coefficients.reduce((sum, c, s) => sum + c * Math.log(means[s] as number), 0);
        if (!(slope < -1e-9)) return { doesNotApply: noGrowth };
        const dimension = -gamma / slope;
        const influence = new Float64Array(neighbours.queries);
        coefficients.forEach((c, s) => {
          const scale = ((dimension ** 2 / gamma) * c) / (means[s] as number);
          for (let i = 0; i < influence.length; i++)
            influence[i] = (influence[i] as number) + scale * (lengths[s]?.[i] as number);
        });
        const rows = Int32Array.from(influence, (_, i) => i);
        const error = dependentError(influence, rows, neighbours, Math.min(2 * k, neighbours.k));
        return {
          ...estimateWithInterval(dimension, error, 'analytic', 0),
          scale: meanDistance(neighbours, Math.min(2 * k, neighbours.k)),
        };
      },
    };
  },
});

function tooFewWithin(neighbours: Neighbours, needed: number): { doesNotApply: string } {
  return { doesNotApply: tooFewNeighbours(neighbours, needed) ?? 'Too few neighbours of each point are known.' };
}

/** How often on average the m-th neighbour is among the k nearest in a subset of `size` points that holds the point itself. */
function rankWeights({ queries, k: known }: Neighbours, k: number, size: number): Float64Array {
  const others = queries - 1;
  const all = logBinomial(others, size - 1);
  return Float64Array.from({ length: known }, (_, place) => {
    let sum = 0;
    for (let j = 1; j <= Math.min(k, place + 1); j++) {
      const beyond = others - place - 1;
      const rest = size - 1 - j;
      if (rest < 0 || rest > beyond) continue;
      sum += Math.exp(logBinomial(place, j - 1) + logBinomial(beyond, rest) - all);
    }
    return sum;
  });
}

/** For each size the mean length of each point's edges over subsets of that size. */
function meanLengths(
  { queries, k, squaredDistances }: Neighbours,
  weights: readonly Float64Array[],
  gamma: number,
): Float64Array[] {
  const lengths = weights.map(() => new Float64Array(queries));
  const powers = new Float64Array(k);
  for (let i = 0; i < queries; i++) {
    for (let place = 0; place < k; place++) powers[place] = (squaredDistances[i * k + place] as number) ** (gamma / 2);
    weights.forEach((row, s) => {
      let sum = 0;
      for (let place = 0; place < k; place++) sum += (row[place] as number) * (powers[place] as number);
      (lengths[s] as Float64Array)[i] = sum;
    });
  }
  return lengths;
}

/** What each value weighs in the slope of a line of least squares over x. */
function slopeCoefficients(x: readonly number[]): number[] {
  const centre = x.reduce((sum, value) => sum + value, 0) / x.length;
  const squares = x.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return x.map((value) => (value - centre) / squares);
}
