import type { Reals } from '../mathematics/points';
import { factorial, permutationsOf } from './factorial';
import { multiplyTransposed } from './inner-products';
import { nuclearNorm } from './nuclear-norm';
import { permutationMean } from './permutation-mean';
import { bestRotation, meanRotation, turnPoints } from './point-rotation-group';

/** Up to so many points the mean is a sum over all permutations (120). */
const mostPointsSummed = 5;
/** Weights below e^{−40} of the largest are left out. */
const negligible = 40;

/**
 * The posterior mean of z over permutations and O(d), and log of the mean weight. Up to 5 points a sum over all permutations of
 * the mean over O(d). Beyond, a mean-field approximation: independent laws of the permutation and of the rotation, each in
 * turn the best for the other's mean, from the best alignment on; right in the limits κ → 0 and κ → ∞ (one best alignment). Its
 * log is the variational lower bound.
 *
 * @param order - the best permutation known
 */
export function cloudMean(
  y: Reals,
  z: Reals,
  points: number,
  d: number,
  kappa: number,
  order: Int32Array,
  out: Float64Array,
): number {
  return points <= mostPointsSummed
    ? sumOverPermutations(y, z, points, d, kappa, out)
    : meanField(y, z, points, d, kappa, order, out);
}

function sumOverPermutations(y: Reals, z: Reals, points: number, d: number, kappa: number, out: Float64Array): number {
  const candidates = Array.from(permutationsOf(points), (order) => {
    const moved = new Float64Array(z.length);
    order.forEach((from, to) => {
      moved.set(z.subarray(from * d, (from + 1) * d), to * d);
    });
    const cross = new Float64Array(d * d);
    addCross(y, moved, points, d, cross);
    return { moved, cross, bound: kappa * nuclearNorm(cross, 0, d, d, false) };
  });
  // log of the mean of exp(κ⟨·,·⟩) is at most the bound, and at least the bound less the same for all with this spread.
  const highest = Math.max(...candidates.map((candidate) => candidate.bound));
  const loss = Math.max(0, 1.5 * d * (d - 1) * Math.log1p(highest));
  const parts = candidates
    .filter((candidate) => candidate.bound > highest - loss - negligible)
    .map(({ moved, cross }) => {
      const mean = new Float64Array(d * d);
      return { moved, mean, log: meanRotation(cross, d, true, kappa, mean) };
    });
  const top = Math.max(...parts.map((part) => part.log));
  const total = parts.reduce((sum, part) => sum + Math.exp(part.log - top), 0);
  const turned = new Float64Array(z.length);
  out.fill(0);
  for (const { moved, mean, log } of parts) {
    const share = Math.exp(log - top) / total;
    turnPoints(mean, moved, turned, points, d);
    for (let k = 0; k < out.length; k++) out[k] = (out[k] ?? 0) + share * (turned[k] ?? 0);
  }
  return top + Math.log(total / factorial(points));
}

function meanField(
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
  const cross = new Float64Array(d * d);
  addCross(y, moved, points, d, cross);
  return cross;
}

function addCross(y: Reals, z: Reals, points: number, d: number, cross: Float64Array): void {
  for (let p = 0; p < points; p++) {
    for (let a = 0; a < d; a++) {
      for (let b = 0; b < d; b++)
        cross[a * d + b] = (cross[a * d + b] ?? 0) + (y[p * d + a] ?? 0) * (z[p * d + b] ?? 0);
    }
  }
}
