import type { Neighbours } from '../gap/nearest-neighbours';

/** Points whose pairs are enough to sum over: their sum then varies by a percent or so. */
const enough = 20_000;

/**
 * The standard error of the mean of one number a point, where points that are among each other's neighbours are correlated because they share
 * distances: the square root of (1/N²) Σ (x_i − x̄)(x_j − x̄) over i = j and over pairs of which one is among the other's nearest k. Never less than
 * if all were independent, as the sum over pairs is itself noisy.
 *
 * @param values - one number a kept point
 * @param rows - the points that they belong to, as rows of `neighbours`
 * @param k - how many of the neighbours each number depends on
 */
export function dependentError(values: Float64Array, rows: Int32Array, neighbours: Neighbours, k: number): number {
  const count = values.length;
  const centre = values.reduce((sum, value) => sum + value, 0) / count;
  const deviations = new Float64Array(neighbours.queries);
  for (let i = 0; i < count; i++) deviations[rows[i] as number] = (values[i] as number) - centre;
  const own = deviations.reduce((sum, deviation) => sum + deviation * deviation, 0);
  const stride = Math.max(1, Math.floor(neighbours.queries / enough));
  let shared = 0;
  for (let i = 0; i < neighbours.queries; i += stride) {
    const deviation = deviations[i] as number;
    for (let place = 0; place < k; place++) {
      const j = neighbours.indices[i * neighbours.k + place] as number;
      if (j >= neighbours.queries) continue;
      shared +=
        deviation *
        (deviations[j] as number) *
        (isAmongNearest(neighbours, j, i, k, neighbours.squaredDistances[i * neighbours.k + place] as number) ? 1 : 2);
    }
  }
  return Math.sqrt(Math.max(own, own + shared * stride)) / count;
}

/** Whether a point is among the nearest k of another: its list is looked through only where their distance, which may be rounded otherwise, leaves it open. */
function isAmongNearest(
  { k: known, squaredDistances, indices }: Neighbours,
  of: number,
  candidate: number,
  k: number,
  squaredDistance: number,
): boolean {
  const farthest = squaredDistances[of * known + k - 1] as number;
  if (Math.abs(squaredDistance - farthest) > rounding * farthest) return squaredDistance < farthest;
  for (let place = of * known; place < of * known + k; place++) if (indices[place] === candidate) return true;
  return false;
}

/** Of squared distances that are measured both ways under a group, far more than there is. */
const rounding = 1e-5;
