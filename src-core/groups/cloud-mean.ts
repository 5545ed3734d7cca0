import type { Reals } from '../mathematics/points';
import { cloudMeanField } from './cloud-mean-field';
import { cloudPermutationSum } from './cloud-permutation-sum';
import { cloudRotationSum, rotationNodeCount } from './cloud-rotation-sum';
import { largestExactDimension } from './rotation-moments';

/** Up to so many points the mean is a sum over all permutations (720). */
const mostPointsSummed = 6;
/** Up to so many points permutations are listed in order of their bounds. */
const mostPointsListed = 8;
/** Where not all that matter are summed: so many of them. */
const mostSummed = 2000;
/** Sums over rotations take no more nodes than these for 7 points, half as many for each point more. */
const mostNodes = 20_000;
/** Beyond so many points the mean over permutations is no longer exact at a rotation. */
const mostPointsTurned = 12;

/** Whether cloudMean is exact for every κ: every permutation that matters is summed, or every rotation. */
export function isCloudMeanExact(points: number, d: number): boolean {
  return d <= largestExactDimension && points <= (d === 2 ? 8 : d === 3 ? 7 : mostPointsSummed);
}

/**
 * The posterior mean of z over permutations and O(d), and log of the mean weight. Up to 6 points a sum over all permutations of
 * the mean over O(d). Beyond, for small κ a sum over rotations of the mean over all permutations; for large κ, up to 8 points, the sum over the
 * permutations that matter most; else a mean-field approximation.
 *
 * @param orders - good permutations: local maxima of the inner product, the best first
 */
export function cloudMean(
  y: Reals,
  z: Reals,
  points: number,
  d: number,
  kappa: number,
  orders: () => readonly Int32Array[],
  out: Float64Array,
): number {
  if (points <= mostPointsSummed) return cloudPermutationSum(y, z, points, d, kappa, Infinity, out);
  const nodes = mostNodes * 2 ** (7 - points);
  if ((d === 2 || d === 3) && points <= mostPointsTurned && rotationNodeCount(y, z, d, kappa) <= nodes)
    return cloudRotationSum(y, z, points, d, kappa, out);
  if (points <= mostPointsListed && d <= 3)
    return cloudPermutationSum(y, z, points, d, kappa, isCloudMeanExact(points, d) ? Infinity : mostSummed, out);
  return cloudMeanField(y, z, points, d, kappa, orders(), out);
}
