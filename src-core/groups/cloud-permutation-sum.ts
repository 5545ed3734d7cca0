import type { Reals } from '../mathematics/points';
import { factorial, permutationsOf } from './factorial';
import { nuclearNorm } from './nuclear-norm';
import { crossMatrix, meanRotation, turnPoints } from './point-rotation-group';

/** Weights below e^{−32} of the largest are left out. */
const negligible = 32;

interface Candidate {
  readonly moved: Float64Array;
  readonly cross: Float64Array;
  readonly bound: number;
}

/**
 * The posterior mean over permutations and O(d) as a sum over all permutations of the mean over O(d), which is closed up to quadrature. The log
 * of the mean of exp(κ⟨y, R z_σ⟩) over R is at most κ times the sum of the cross matrix's singular values, so in order of these bounds
 * the sum ends at the first that is negligible against a mean already taken.
 *
 * @param most - no more permutations than these are taken: the sum is incomplete then
 */
export function cloudPermutationSum(
  y: Reals,
  z: Reals,
  points: number,
  d: number,
  kappa: number,
  most: number,
  out: Float64Array,
): number {
  const candidates = Array.from(permutationsOf(points), (order): Candidate => {
    const moved = new Float64Array(z.length);
    for (let to = 0; to < points; to++) {
      const from = order[to] ?? 0;
      for (let c = 0; c < d; c++) moved[to * d + c] = z[from * d + c] ?? 0;
    }
    const cross = crossMatrix(y, moved, points, d);
    return { moved, cross, bound: kappa * nuclearNorm(cross, 0, d, d, false) };
  }).sort((a, b) => b.bound - a.bound);
  const mean = new Float64Array(d * d);
  const turned = new Float64Array(z.length);
  out.fill(0);
  let top = -Infinity;
  let total = 0;
  for (const { moved, cross, bound } of candidates.slice(0, most)) {
    if (bound < top - negligible) break;
    const log = meanRotation(cross, d, true, kappa, mean);
    if (log > top) {
      const shrink = Math.exp(top - log);
      total *= shrink;
      for (let k = 0; k < out.length; k++) out[k] = (out[k] ?? 0) * shrink;
      top = log;
    }
    const weight = Math.exp(log - top);
    total += weight;
    turnPoints(mean, moved, turned, points, d);
    for (let k = 0; k < out.length; k++) out[k] = (out[k] ?? 0) + weight * (turned[k] ?? 0);
  }
  for (let k = 0; k < out.length; k++) out[k] = (out[k] ?? 0) / total;
  return top + Math.log(total / factorial(points));
}
