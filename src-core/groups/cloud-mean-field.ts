import type { Reals } from '../mathematics/points';
import { multiplyTransposed } from './inner-products';
import { permutationMean } from './permutation-mean';
import { bestRotation, crossMatrix, meanRotation, turnPoints } from './point-rotation-group';

/** Logarithms of two solutions nearer than this are taken for one solution found twice. */
const same = 1e-7;

/**
 * A mean-field approximation of the posterior mean over permutations and O(d): independent laws of the permutation and of the rotation, each
 * in turn the best for the other's mean (Jordan et al., "An introduction to variational methods for graphical models", Machine Learning
 * 37, 1999). From each of the orders given (local maxima of the inner product) it finds a solution; different ones are mixed by
 * their lower bounds of the log of the mean weight, as if their masses did not overlap. Right in the limits κ → 0 and κ → ∞.
 */
export function cloudMeanField(
  y: Reals,
  z: Reals,
  points: number,
  d: number,
  kappa: number,
  orders: readonly Int32Array[],
  out: Float64Array,
): number {
  const solutions: { readonly log: number; readonly mean: Float64Array }[] = [];
  for (const order of orders) {
    const mean = new Float64Array(z.length);
    const log = meanFieldFrom(y, z, points, d, kappa, order, mean);
    if (!solutions.some((other) => Math.abs(other.log - log) <= same * Math.max(1, Math.abs(log))))
      solutions.push({ log, mean });
  }
  const highest = Math.max(...solutions.map((solution) => solution.log));
  const weights = solutions.map((solution) => Math.exp(solution.log - highest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  out.fill(0);
  solutions.forEach(({ mean }, s) => {
    const share = (weights[s] ?? 0) / total;
    for (let k = 0; k < out.length; k++) out[k] = (out[k] ?? 0) + share * (mean[k] ?? 0);
  });
  // No more than the whole: for small κ all solutions are one.
  return highest + Math.log(total);
}

/** From one order on; the mean is written to `out`. */
function meanFieldFrom(
  y: Reals,
  z: Reals,
  points: number,
  d: number,
  kappa: number,
  order: Int32Array,
  out: Float64Array,
): number {
  const left = Float64Array.from(y);
  const shares = new Float64Array(points * points);
  order.forEach((from, to) => (shares[to * points + from] = 1));
  let rotation = bestRotation(softCross(left, z, shares, points, d), d, true);
  const turned = new Float64Array(z.length);
  const benefit = new Float64Array(points * points);
  let log = -Infinity;
  for (let iteration = 0; iteration < 200; iteration++) {
    turnPoints(rotation, z, turned, points, d);
    multiplyTransposed(left, turned, points, points, d, benefit);
    permutationMean(benefit, points, kappa, shares);
    const cross = softCross(left, z, shares, points, d);
    const mean = new Float64Array(d * d);
    const rotationLog = meanRotation(cross, d, true, kappa, mean);
    turnPoints(mean, z, turned, points, d);
    multiplyTransposed(left, turned, points, points, d, benefit);
    const permutationLog = permutationMean(benefit, points, kappa, shares);
    let joint = 0;
    for (let k = 0; k < d * d; k++) joint += (cross[k] ?? 0) * (mean[k] ?? 0);
    const next = permutationLog + rotationLog - kappa * joint;
    rotation = mean;
    const converged = Math.abs(next - log) <= 1e-12 * Math.max(1, Math.abs(next));
    log = next;
    if (converged) break;
  }
  turnPoints(rotation, z, turned, points, d);
  out.fill(0);
  for (let i = 0; i < points; i++) {
    for (let j = 0; j < points; j++) {
      const share = shares[i * points + j] ?? 0;
      for (let c = 0; c < d; c++) out[i * d + c] = (out[i * d + c] ?? 0) + share * (turned[j * d + c] ?? 0);
    }
  }
  return log;
}

/** Σ_ij shares[i, j] y_i z_jᵀ. */
function softCross(y: Reals, z: Reals, shares: Float64Array, points: number, d: number): Float64Array {
  const moved = new Float64Array(z.length);
  for (let i = 0; i < points; i++) {
    for (let j = 0; j < points; j++) {
      const share = shares[i * points + j] ?? 0;
      for (let c = 0; c < d; c++) moved[i * d + c] = (moved[i * d + c] ?? 0) + share * (z[j * d + c] ?? 0);
    }
  }
  return crossMatrix(y, moved, points, d);
}
