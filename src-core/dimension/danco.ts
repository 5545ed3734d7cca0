import { z } from 'zod';
import { dancoReference, highestDimension, referenceNeighbours as k } from './danco-reference';
import { dancoDivergence } from './danco-divergence';
import { type DancoStatistics, dancoStatistics } from './danco-statistics';
import { coordinatesOf } from './coordinates-of';
import { defineEstimator } from './define-estimator';
import { dependentError } from './dependent-error';
import { estimateWithInterval } from './estimate-with-interval';
import { logRatios } from './log-ratios';
import { meanDistance } from './mean-distance';
import { noGrowth, tooFewNeighbours, whyNot } from './why-not';

/**
 * DANCo (Ceruti, Bassis, Rozza, Lombardi, Casiraghi & Campadelli, 2014): the law of the nearest neighbour's distance and that of the angles between neighbours,
 * compared with those of a ball of dimension d with as many points; d is where the divergence is least, and at most D. The balls are simulated once (see
 * build/make-danco-table.ts), for k = 10, averaged over several, and interpolated, so that d need not be whole.
 *
 * Scikit-dimension has the same statistics of the data, but simulates one ball for each whole d each time, and bounds these balls' distance statistic
 * by k; its d differs by the chance of that draw, and above 10 by that bound. Without a derivative in closed form, the standard error follows from how the least
 * divergence moves with the three statistics, and these with each point (delta method).
 */
export const danco = defineEstimator({
  id: 'danco',
  label: 'Angle and norm concentration',
  summary: 'DANCo: distances to, and angles between, near neighbours, compared with those in balls.',
  parameters: z.object({}),
  create() {
    return {
      neighbours: k + 1,
      estimate(sample) {
        const points = coordinatesOf(sample);
        if ('doesNotApply' in points) return points;
        const { neighbours } = sample;
        const lack = tooFewNeighbours(neighbours, k + 1);
        if (lack !== undefined) return { doesNotApply: lack };
        const { values, excluded } = logRatios(neighbours, 1, k + 1);
        const reason = whyNot(values.length, excluded);
        if (reason !== undefined) return { doesNotApply: reason };
        if (!values.some((value) => value > 0)) return { doesNotApply: noGrowth };
        const { statistics, rows, influences } = dancoStatistics(points, neighbours, k);
        const size = points.count;
        const free = likestBall(statistics, size, highestDimension);
        const slopes = slopesOf(statistics, size, free);
        const influence = Float64Array.from(rows, (_, i) =>
          names.reduce((sum, name) => sum + slopes[name] * (influences[name][i] as number), 0),
        );
        const error = dependentError(influence, rows, neighbours, k + 1);
        const dimension = Math.min(free, points.dimension);
        return {
          ...estimateWithInterval(dimension, error, 'analytic', excluded),
          scale: meanDistance(neighbours, k + 1),
          ...(free >= highestDimension * 0.999
            ? { remark: `Balls of more than ${String(highestDimension)} dimensions are not compared with.` }
            : {}),
        };
      },
    };
  },
});

const names = ['distance', 'angle', 'concentration'] as const;

/** Steps of the first search, over log d. */
const steps = 200;

/** The dimension of the ball whose statistics diverge least from those given. */
function likestBall(statistics: DancoStatistics, size: number, highest: number): number {
  const divergence = (logDimension: number): number =>
    dancoDivergence(statistics, dancoReference(Math.exp(logDimension), size), k);
  const top = Math.log(highest);
  let best = 0;
  let least = Infinity;
  for (let i = 0; i <= steps; i++) {
    const value = divergence((i * top) / steps);
    if (value < least) [best, least] = [i, value];
  }
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [(Math.max(0, best - 1) * top) / steps, (Math.min(steps, best + 1) * top) / steps];
  while (high - low > 1e-4) {
    const [left, right] = [high - ratio * (high - low), low + ratio * (high - low)];
    if (divergence(left) < divergence(right)) high = right;
    else low = left;
  }
  // Sections cannot tell better than the root of the rounding error; the vertex of a parabola can.
  const [middle, reach] = [(low + high) / 2, 1e-3];
  const [before, at, after] = [divergence(middle - reach), divergence(middle), divergence(middle + reach)];
  const bend = before - 2 * at + after;
  const shift = bend > 0 ? (reach * (before - after)) / (2 * bend) : 0;
  return Math.exp(Math.max(0, Math.min(top, middle + Math.max(-reach, Math.min(reach, shift)))));
}

/** How the dimension moves with each of the statistics, by central differences over a few percent, about what they are known to. */
function slopesOf(statistics: DancoStatistics, size: number, dimension: number): DancoStatistics {
  const slope = (name: keyof DancoStatistics): number => {
    const step = 0.05 * Math.max(Math.abs(statistics[name]), 0.1);
    const [ahead = dimension, behind = dimension] = [step, -step].map((change) =>
      likestBall({ ...statistics, [name]: statistics[name] + change }, size, highestDimension),
    );
    return (ahead - behind) / (2 * step);
  };
  return { distance: slope('distance'), angle: slope('angle'), concentration: slope('concentration') };
}
