import { z } from 'zod';
import { singlePairNanoseconds } from '../gap/pair-cost';
import { integerParameter, realParameter } from '../registry/parameters';
import { affordableQueries } from './affordable-queries';
import { averageParameter, averagePointwise } from './average-pointwise';
import { farthestParameter } from './farthest-parameter';
import { defineEstimator } from './define-estimator';
import { meanDistance } from './mean-distance';
import { mutualDistances } from './mutual-distances';
import { tooFewNeighbours } from './why-not';

/** Rows between checkpoints: some tens of milliseconds where distances are cheap. */
const chunk = 64;
/** The next ratio does not make it vanish. */
const smallProduct = 1e-100;

/**
 * TLE, the tight locality estimator (Amsaleg, Chelly, Houle, Kawarabayashi, Radovanović & Treeratanajaru, 2019, eqs. 12–15): maximum likelihood not only from the
 * distances of the k neighbours to the point, but also from those of the neighbours to each other and to each other's reflections through the point, each
 * in units of the radius that a ball about the one may have within the point's own. So fewer neighbours are enough: here 10 and not
 * scikit-dimension's 20, as curvature biases distances among neighbours upwards, and the more the farther they are.
 *
 * It needs the distances among the neighbours, which are quotient distances where there is a group; a reflection's distance follows by the parallelogram law,
 * which small parts of a smooth quotient obey. Where that takes long, it looks at some of the points only, and remarks on it.
 *
 * Distances below `epsilon` are dropped: in units of the distance to the k-th neighbour, while in scikit-dimension they are in the unit of the coordinates. It and
 * the authors' program measure the k-th neighbour too, which lies on the ball and not within, so that d comes out too large by about k/(k − 1): `farthest=counted`; and
 * average plainly: `average=mean`.
 */
export const tightLocality = defineEstimator({
  id: 'tle',
  label: 'Tight locality',
  summary: 'TLE: the neighbours’ distances to the point, to each other and to each other’s reflections.',
  parameters: z.object({
    k: integerParameter('Neighbours of each point', 10, { minimum: 3, maximum: 200 }),
    average: averageParameter(),
    farthest: farthestParameter(),
    epsilon: realParameter('The share of the distance to the k-th neighbour below which distances are dropped', 1e-4, {
      minimum: 0,
      maximum: 0.1,
    }),
  }),
  sensitivity: { parameter: 'k', values: [5, 10, 20] },
  create({ k, average, farthest, epsilon }) {
    const counted = farthest === 'counted' ? k : k - 1;
    return {
      neighbours: k,
      async estimate(sample, work) {
        const { neighbours, group } = sample;
        const lack = tooFewNeighbours(neighbours, k);
        if (lack !== undefined) return { doesNotApply: lack };
        const pairs = (k * (k - 1)) / 2;
        const { rows: asked, remark } = affordableQueries(sample, pairs * (100 + singlePairNanoseconds(group)));
        const rows = asked.filter((i) => (neighbours.squaredDistances[i * neighbours.k] as number) > 0);
        const measure = mutualDistances(sample, k);
        const mutual = new Float64Array(k * k);
        const inverses = new Float64Array(rows.length);
        for (const [place, row] of rows.entries()) {
          if (place % chunk === 0) await work.checkpoint({ step: 'tle', current: place, total: rows.length });
          measure(row, mutual);
          const from = row * neighbours.k;
          inverses[place] = inverseDimension(
            neighbours.squaredDistances.subarray(from, from + k),
            mutual,
            counted,
            epsilon,
          );
        }
        const excluded = asked.length - rows.length;
        const outcome = averagePointwise({ rows, inverses }, { average, neighbours, k, excluded });
        if ('doesNotApply' in outcome) return outcome;
        return { ...outcome, scale: meanDistance(neighbours, k), ...(remark === undefined ? {} : { remark }) };
      },
    };
  },
});

/**
 * 1/d at one point.
 * @param toPoint - u², the squared distances of the neighbours to the point; ascending and positive
 * @param mutual - v², those of the neighbours to each other
 * @param counted - how many of the neighbours are measured; all set the radius
 */
function inverseDimension(toPoint: Float64Array, mutual: Float64Array, counted: number, epsilon: number): number {
  const k = toPoint.length;
  const radius = Math.sqrt(toPoint[k - 1] as number);
  const least = epsilon * radius;
  const squaredRadius = radius * radius;
  let count = 0;
  let sum = 0;
  /** Of ratios whose logarithms are wanted: one logarithm does for many. */
  let product = 1;
  for (let i = 0; i < counted; i++) {
    const ui = toPoint[i] as number;
    if (Math.sqrt(ui) >= least) {
      count++;
      sum += Math.log(ui) - 2 * Math.log(radius);
    }
    for (let j = 0; j < counted; j++) {
      if (i === j) continue;
      const uj = toPoint[j] as number;
      const v = mutual[i * k + j] as number;
      const direct = measuredWithin(ui, uj, v, radius);
      const reflected = measuredWithin(ui, uj, Math.max(0, 2 * ui + 2 * uj - v), radius);
      // For balance both are dropped where one is.
      if (direct < least || reflected < least) continue;
      count++;
      product *= (direct * reflected) / squaredRadius;
      if (product < smallProduct) {
        sum += Math.log(product);
        product = 1;
      }
    }
  }
  sum += Math.log(product);
  // Every pair and every neighbour counts as two measurements.
  return count === 0 ? 0 : Math.max(0, -sum / (2 * count));
}

/**
 * The distance v of two neighbours in units of the radius of the ball about the first that touches the ball about the point, times that ball's radius r:
 * r (√((u_i² + v² − u_j²)² + 4v²(r² − u_i²)) − (u_i² + v² − u_j²)) / (2(r² − u_i²)). All arguments but r are squared.
 */
function measuredWithin(ui: number, uj: number, v: number, radius: number): number {
  const room = radius * radius - ui;
  const a = ui + v - uj;
  const root = Math.sqrt(a * a + 4 * v * room);
  // The same fraction without cancellation, which also holds where the first neighbour is the farthest.
  if (a > 0) return (2 * radius * v) / (a + root);
  return room > 0 ? (radius * (root - a)) / (2 * room) : 0;
}
