import { z } from 'zod';
import { trivial } from '../groups/trivial';
import { selectRows } from '../mathematics/points';
import { mean, sampleVariance } from '../mathematics/statistics';
import { integerParameter } from '../registry/parameters';
import { createPosterior, scoreOf } from '../trainers/posterior';
import { coordinatesOf } from './coordinates-of';
import { defineEstimator } from './define-estimator';
import { estimateWithInterval } from './estimate-with-interval';
import { meanDistance } from './mean-distance';
import { noiseLevel } from './noise-level';
import { normalBundleDimensions, perturbations } from './normal-bundle-dimensions';
import { tooFewNeighbours, whyNot } from './why-not';

/** Multiplications that take seconds. */
const mostWork = 3e9;
const anchorsWanted = 150;
const fewestAnchors = 10;

/**
 * The rank of the normal bundle (see normalBundleDimensions) by the score of the smoothed empirical law in place of a trained network's. Averaged over points chosen at
 * random; as each gives a whole number, the error of rounding is added to that of the mean.
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
        const found = await normalBundleDimensions(
          {
            anchors: selectRows(points, anchors),
            score: (y) => scoreOf(posterior, y, sigma),
            sigma,
            // By its place in an order that does not depend on that of the data.
            randomOf: (place) => sample.random.derive(place),
            anchorsAtOnce: 1,
          },
          work,
        );
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
