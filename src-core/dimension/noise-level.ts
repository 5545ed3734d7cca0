import { distanceRows } from '../gap/distance-rows';
import type { Work } from '../work';
import type { EstimatorSample } from './define-estimator';

/** Distances that are looked at in about a second. */
const mostDistances = 4e6;

/** Squared distances of some of the points to all others, and a noise level that suits them. */
export interface NoiseLevel {
  /** σ² */
  readonly variance: number;
  /** Of the points that were looked at, ascending. */
  readonly rows: Int32Array;
  /** Rows × points; Infinity to itself. */
  readonly squares: Float32Array;
}

/**
 * The noise level σ at which the mean squared distance to the clean point, given a point of the data as the noisy one (and left out of the clean ones), is on average
 * that to the k-th neighbour: the scale at which the score of the smoothed empirical law sees about k points. Undefined where the distances do not grow.
 *
 * @param order - the points that are looked at, as many as take seconds, are taken from its front
 */
export async function noiseLevel(
  { points, group, neighbours }: EstimatorSample,
  request: { readonly k: number; readonly order: Int32Array },
  work: Work,
): Promise<NoiseLevel | undefined> {
  const { count } = points;
  const rows = request.order.slice(0, Math.max(50, Math.floor(mostDistances / count))).sort();
  const squares = new Float32Array(rows.length * count);
  const visit = (place: number, row: ArrayLike<number>): void => {
    squares.set(row, place * count);
    squares[place * count + (rows[place] as number)] = Infinity;
  };
  await distanceRows({ points, group, rows, visit }, work);
  let target = 0;
  for (const row of rows)
    target += (neighbours.squaredDistances[row * neighbours.k + request.k - 1] as number) / rows.length;
  if (!(target > 0)) return undefined;
  // The mean is a convex function of the precision that falls from the mean over all points: Newton's iteration never passes the root.
  let precision = 0;
  for (let step = 0; step < 60; step++) {
    await work.checkpoint({ step: 'noise level', current: step, total: 60 });
    let [mean, variance] = [0, 0];
    for (let place = 0; place < rows.length; place++) {
      const moments = posteriorMoments(squares.subarray(place * count, (place + 1) * count), precision);
      mean += moments.mean / rows.length;
      variance += moments.variance / rows.length;
    }
    if (!(variance > 0) || mean <= target) break;
    // d mean / d precision = −variance / 2
    const change = (2 * (mean - target)) / variance;
    precision += change;
    if (change < 1e-10 * precision) break;
  }
  return precision > 0 && precision < Infinity ? { variance: 1 / precision, rows, squares } : undefined;
}

/** Mean and variance of squared distances under the weights exp(−r²/2σ²); the precision is 1/σ². */
function posteriorMoments(squares: Float32Array, precision: number): { mean: number; variance: number } {
  let least = Infinity;
  for (const square of squares) if (square < least) least = square;
  let [total, first, second] = [0, 0, 0];
  for (const square of squares) {
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
