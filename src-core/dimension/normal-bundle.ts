import { z } from 'zod';
import { trivial } from '../groups/trivial';
import { type Points, rowOf, zeroPoints } from '../mathematics/points';
import { addRowProducts } from '../mathematics/row-products';
import { symmetricEigenvalues } from '../mathematics/symmetric-eigen';
import { mean, sampleVariance } from '../mathematics/statistics';
import type { RandomStream } from '../mathematics/random-stream';
import { integerParameter } from '../registry/parameters';
import { createPosterior, type Posterior, scoreOf } from '../trainers/posterior';
import { coordinatesOf } from './coordinates-of';
import { defineEstimator } from './define-estimator';
import { estimateWithInterval } from './estimate-with-interval';
import { meanDistance } from './mean-distance';
import { noiseLevel } from './noise-level';
import { tooFewNeighbours, whyNot } from './why-not';

/** Multiplications that take seconds. */
const mostWork = 3e9;
const anchorsWanted = 150;
const fewestAnchors = 10;
/** Noisy points around each anchor, as a multiple of D (Stanczuk et al., 2022). */
const perturbations = 4;

/**
 * The rank of the normal bundle (Stanczuk, Batzolis, Deveney & Schönlieb, 2022) with the score of the smoothed empirical law in place of a trained network's:
 * near the space the score points back to it, so the scores at 4D noisy copies of a point span its normal space. The number of their singular values before
 * the largest drop, taken from D, is the dimension, at most D − 1. Averaged over points chosen at random; as each gives a whole number, the error of rounding is
 * added to that of the mean.
 */
export const normalBundle = defineEstimator({
  id: 'normal-bundle',
  label: 'Rank of the normal bundle',
  summary: 'In how many directions the score of the data smoothed with noise points back to the data.',
  parameters: z.object({
    k: integerParameter('The noise reaches as far as this neighbour', 20, { minimum: 2, maximum: 1000 }),
  }),
  sensitivity: { parameter: 'k', values: [10, 20, 40] },
  create({ k }) {
    return {
      neighbours: k,
      async estimate(sample, work) {
        const points = coordinatesOf(sample);
        if ('doesNotApply' in points) return points;
        const lack = tooFewNeighbours(sample.neighbours, k) ?? whyNot(sample.neighbours.queries, 0);
        if (lack !== undefined) return { doesNotApply: lack };
        const { count, dimension: ambient } = points;
        if (ambient < 2) return { doesNotApply: 'On a line there is no normal direction to find.' };
        const most = Math.floor(mostWork / (perturbations * ambient ** 2 * (count + ambient)));
        if (most < fewestAnchors)
          return { doesNotApply: `In ${String(ambient)} coordinates the scores around a point take too long.` };
        const level = await noiseLevel(sample, k, work);
        if ('doesNotApply' in level) return level;
        const anchors = level.order.slice(0, Math.min(anchorsWanted, most));
        const posterior = createPosterior(points, trivial.create({}, { ambientDimension: ambient }));
        const sigma = Math.sqrt(level.variance);
        const found = new Float64Array(anchors.length);
        for (const [place, anchor] of anchors.entries()) {
          await work.checkpoint({ step: 'scores', current: place, total: anchors.length });
          // By its place in an order that does not depend on that of the data.
          found[place] = dimensionAt(rowOf(points, anchor), posterior, sigma, sample.random.derive(place));
        }
        const error = Math.sqrt(sampleVariance(found) / anchors.length + 1 / 12);
        const sorted = Array.from(anchors.keys()).sort((a, b) => (anchors[a] as number) - (anchors[b] as number));
        return {
          ...estimateWithInterval(mean(found), error, 'analytic', 0),
          scale: meanDistance(sample.neighbours, k),
          ...(anchors.length < count
            ? { remark: `It looks at ${String(anchors.length)} of ${String(count)} points.` }
            : {}),
          pointwise: () => ({
            rows: Int32Array.from(sorted, (place) => anchors[place] as number),
            dimensions: Float64Array.from(sorted, (place) => found[place] as number),
          }),
        };
      },
    };
  },
});

/** D minus the number of singular values before the largest drop. */
function dimensionAt(anchor: ArrayLike<number>, posterior: Posterior, sigma: number, random: RandomStream): number {
  const dimension = anchor.length;
  const noisy: Points = zeroPoints(perturbations * dimension, dimension);
  for (let at = 0; at < noisy.values.length; at++)
    noisy.values[at] = (anchor[at % dimension] as number) + sigma * random.normal();
  const scores = scoreOf(posterior, noisy, sigma);
  const columns = new Float64Array(scores.values.length);
  for (let i = 0; i < scores.count; i++)
    for (let d = 0; d < dimension; d++) columns[d * scores.count + i] = scores.values[i * dimension + d] as number;
  const gram = new Float64Array(dimension * dimension);
  addRowProducts(columns, dimension, scores.count, gram);
  const singular = symmetricEigenvalues(gram, dimension).map((value) => Math.sqrt(Math.max(0, value)));
  let [rank, largest] = [1, -Infinity];
  for (let i = 1; i < dimension; i++) {
    const drop = (singular[i - 1] as number) - (singular[i] as number);
    if (drop > largest) [rank, largest] = [i, drop];
  }
  return dimension - rank;
}
