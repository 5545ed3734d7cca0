import { distanceRows } from '../gap/distance-rows';
import type { Neighbours } from '../gap/nearest-neighbours';
import { mean } from '../mathematics/statistics';
import type { Work } from '../work';
import type { EstimatorSample, NoEstimate } from './define-estimator';
import { orderBySurroundings } from './order-by-surroundings';
import { noGrowth, tooFewNeighbours, whyNot } from './why-not';

/** Distances that are looked at in about a second. */
const mostDistances = 4e6;
const fewestRows = 50;
/** Every so many of the rows are enough to come near the noise level. */
const stride = 16;
const mostSteps = 60;

/** Squared distances of some of the points to all others. */
interface DistancesOfSome {
  /** All points, as good as in random order: those that are looked at are from its front. */
  readonly order: Int32Array;
  /** Of the points that were looked at, ascending. */
  readonly rows: Int32Array;
  /** Rows × points; Infinity to itself. */
  readonly squares: Float32Array;
}

/** These, and a noise level that suits them. */
export interface NoiseLevel extends DistancesOfSome {
  /** σ² */
  readonly variance: number;
}

/**
 * The noise level σ at which the mean squared distance to the clean point, given a point of the data as the noisy one (and left out of the clean ones), is on average
 * that to the k-th neighbour: the scale at which the score of the smoothed empirical law sees about k points.
 */
export async function noiseLevel(sample: EstimatorSample, k: number, work: Work): Promise<NoiseLevel | NoEstimate> {
  const { neighbours } = sample;
  const lack = tooFewNeighbours(neighbours, k) ?? whyNot(neighbours.queries, 0);
  if (lack !== undefined) return { doesNotApply: lack };
  const distances = await distancesOfSome(sample, work);
  const places = Int32Array.from(distances.rows, (_, place) => place);
  const targets = Float64Array.from(
    distances.rows,
    (row) => neighbours.squaredDistances[row * neighbours.k + k - 1] as number,
  );
  const few = places.filter((place) => place % stride === 0);
  const about = await precisionOf(distances, few, mean(few.map((place) => targets[place] as number)), 0, work);
  const precision = await precisionOf(distances, places, mean(targets), about, work);
  return precision > 0 ? { ...distances, variance: 1 / precision } : { doesNotApply: noGrowth };
}

/** By the neighbours of their sample: every noise level and every estimator looks at the same. */
const known = new WeakMap<Neighbours, DistancesOfSome>();

async function distancesOfSome({ points, group, neighbours }: EstimatorSample, work: Work): Promise<DistancesOfSome> {
  const before = known.get(neighbours);
  if (before !== undefined) return before;
  const { count } = points;
  const order = orderBySurroundings(neighbours);
  const rows = order.slice(0, Math.max(fewestRows, Math.floor(mostDistances / count))).sort();
  const squares = new Float32Array(rows.length * count);
  const visit = (place: number, row: ArrayLike<number>): void => {
    squares.set(row, place * count);
    squares[place * count + (rows[place] as number)] = Infinity;
  };
  await distanceRows({ points, group, rows, visit }, work);
  const found = { order, rows, squares };
  known.set(neighbours, found);
  return found;
}

/**
 * The precision 1/σ² at which the mean over some of the rows is `target`, or 0 where there is none. The mean is a convex function of the precision that falls from the mean over
 * all points: Newton's iteration never passes the root from below, and comes below it at once from above.
 *
 * @param start - a precision near the root, or 0
 */
async function precisionOf(
  { order, rows, squares }: DistancesOfSome,
  places: Int32Array,
  target: number,
  start: number,
  work: Work,
): Promise<number> {
  const count = squares.length / rows.length;
  let precision = start;
  for (let step = 0; step < mostSteps; step++) {
    await work.checkpoint({ step: 'noise level', current: step, total: mostSteps });
    let [mean, variance] = [0, 0];
    for (const place of places) {
      const moments = posteriorMoments(squares.subarray(place * count, (place + 1) * count), precision);
      mean += moments.mean / places.length;
      variance += moments.variance / places.length;
    }
    // So far above the root that all see their nearest alone.
    if (!(variance > 0) && step === 0 && start > 0)
      return precisionOf({ order, rows, squares }, places, target, 0, work);
    if (!(variance > 0) || (precision === 0 && mean <= target)) break;
    // d mean / d precision = −variance / 2
    const change = Math.max((2 * (mean - target)) / variance, -precision / 2);
    precision += change;
    if (Math.abs(change) < 1e-10 * precision) break;
  }
  return target > 0 && precision < Infinity ? precision : 0;
}

/** Mean and variance of squared distances under the weights exp(−r²/2σ²); the precision is 1/σ². */
function posteriorMoments(squares: Float32Array, precision: number): { mean: number; variance: number } {
  let least = Infinity;
  for (let j = 0; j < squares.length; j++) if ((squares[j] as number) < least) least = squares[j] as number;
  let [total, first, second] = [0, 0, 0];
  for (let j = 0; j < squares.length; j++) {
    const square = squares[j] as number;
    if (square === Infinity) continue;
    const excess = square - least;
    const exponent = (excess * precision) / 2;
    if (exponent > 40) continue;
    const weight = Math.exp(-exponent);
    total += weight;
    first += weight * excess;
    second += weight * excess * excess;
  }
  const mean = first / total;
  return { mean: least + mean, variance: second / total - mean * mean };
}
