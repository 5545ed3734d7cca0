import { z } from 'zod';
import { distanceRows } from '../gap/distance-rows';
import { selectRows } from '../mathematics/points';
import { mean } from '../mathematics/statistics';
import { spanningTreeLength } from '../mathematics/spanning-tree-length';
import { integerParameter, realParameter } from '../registry/parameters';
import { balancedHalves, errorFromHalves } from './balanced-halves';
import { defineEstimator } from './define-estimator';
import { estimateWithInterval } from './estimate-with-interval';
import { orderBySurroundings } from './order-by-surroundings';
import { noGrowth, tooFewNeighbours, whyNot } from './why-not';

/** Points whose distances fit in 16 MiB and whose trees take seconds with the jackknife. */
const mostPoints = 2000;
/** Points that the smallest subset must have. */
const fewestInSubset = 10;

/**
 * The persistent homology dimension of degree 0 (Schweinhart, 2020; Jaquette & Schweinhart, 2020): the sum E_n of the lengths |e|^α of the edges of the minimum spanning
 * tree of n points grows as n^{(d−α)/d} (Steele, 1988), so that d = α / (1 − the slope of log E against log n). The points are dealt to halves, quarters and so
 * on, and E is averaged over the parts of each size. Distances are all it needs, so that it works on every quotient.
 *
 * Scikit-dimension draws overlapping subsets of the sizes between N/2 and N at random: its answer differs from ours by the chance of that draw.
 */
export const persistentHomology = defineEstimator({
  id: 'ph',
  label: 'Persistent homology',
  summary: 'How the length of the minimum spanning tree grows with the number of points.',
  parameters: z.object({
    alpha: realParameter('The power of each edge’s length', 1, { minimum: 0.1, maximum: 4 }),
    halvings: integerParameter('How often the points are halved', 2, { minimum: 1, maximum: 6 }),
  }),
  sensitivity: { parameter: 'alpha', values: [0.5, 1, 2] },
  create({ alpha, halvings }) {
    return {
      neighbours: 2,
      async estimate(sample, work) {
        const lack = tooFewNeighbours(sample.neighbours, 2) ?? whyNot(sample.neighbours.queries, 0);
        if (lack !== undefined) return { doesNotApply: lack };
        const order = orderBySurroundings(sample.neighbours);
        const chosen = order.slice(0, mostPoints);
        const count = chosen.length;
        const fewest = fewestInSubset * 2 ** halvings;
        if (count < fewest)
          return { doesNotApply: `It needs at least ${String(fewest)} points; there are ${String(count)}.` };
        const points = selectRows(sample.points, chosen);
        const squares = new Float32Array(count * count);
        const everyRow = Int32Array.from({ length: count }, (_, i) => i);
        const visit = (place: number, row: ArrayLike<number>): void => squares.set(row, place * count);
        await distanceRows({ points, group: sample.group, rows: everyRow, visit }, work);
        const slopeOf = (members: Int32Array): number =>
          leastSquaresSlope(
            Array.from({ length: halvings + 1 }, (_, level) => {
              const parts = 2 ** level;
              const lengths = Array.from({ length: parts }, (_, part) =>
                spanningTreeLength(
                  squares,
                  count,
                  members.filter((_, place) => place % parts === part),
                  alpha,
                ),
              );
              return { x: Math.log(members.length / parts), y: Math.log(mean(lengths)) };
            }),
          );
        const slope = slopeOf(everyRow);
        if (!Number.isFinite(slope)) return { doesNotApply: noGrowth };
        if (slope >= 1)
          return {
            doesNotApply: 'The tree grows as fast as the number of points: the dimension is too high for so few.',
          };
        const halves: number[] = [];
        for (const [current, isIn] of balancedHalves.entries()) {
          await work.checkpoint({ step: 'spanning trees', current, total: balancedHalves.length });
          halves.push(slopeOf(everyRow.filter(isIn)));
        }
        const dimension = alpha / (1 - slope);
        const error = (dimension ** 2 / alpha) * errorFromHalves(halves);
        return {
          ...estimateWithInterval(dimension, error, 'jackknife', 0),
          ...(count < order.length
            ? { remark: `To take seconds it uses ${String(count)} of ${String(order.length)} points.` }
            : {}),
        };
      },
    };
  },
});

function leastSquaresSlope(values: readonly { readonly x: number; readonly y: number }[]): number {
  const centre = values.reduce((sum, { x }) => sum + x / values.length, 0);
  const products = values.reduce((sum, { x, y }) => sum + (x - centre) * y, 0);
  return products / values.reduce((sum, { x }) => sum + (x - centre) ** 2, 0);
}
