import { ExpectedError } from '../errors';
import type { GapCurve } from './gap-curve';
import { pooledRelativeVariances, type PooledCovariance } from './pooled-variance';

/** A deviation from the law at small n: a relative error of b·n^(−exponent) whose b has mean 0 and this standard deviation. */
export interface Deviation {
  readonly magnitude: number;
  readonly exponent: number;
}

/**
 * The magnitude of the deviation b/n that fits allow for.
 *
 * No gap curve is a power law at small n. For independent training points, n^(−2/d) is the limit of Γ(n + 1)/Γ(n + 1 + 2/d), which makes b = −3 for
 * d = 1 and −1 for d = 2; curvature adds a term of the same order for d = 2 (−1.6 on the torus). At n = 16 that is 10–20 %, above the statistical
 * error of eight replicates; at n = 1024 it is nothing. The magnitude leaves it to the
 * points to tell b, where they can. Boundary and curvature in higher
 * dimensions fall more slowly and have models of their own.
 */
export const standardAllowance = 8;

/** A gap curve in logarithms, ready for generalised least squares. */
export interface LogCurve {
  readonly sizes: readonly number[];
  /** log n. */
  readonly logSizes: Float64Array;
  /** log R_n, corrected for the bias of the logarithm of a mean. */
  readonly logGaps: Float64Array;
  /** Standard errors of logGaps by chance alone, without the deviations. */
  readonly standardErrors: Float64Array;
  /** Of logGaps, sizes × sizes, with the deviations. */
  readonly covariance: Float64Array;
  /** Of the estimated covariance, for Student's t; Infinity where it is as good as known. */
  readonly degreesOfFreedom: number;
  /** Are the errors of different sizes correlated, apart from the deviations? */
  readonly correlated: boolean;
  /** Is the scatter between training sets unknown, for want of replicates, so that only the residuals tell the errors' scale? */
  readonly scaleUnknown: boolean;
}

/**
 * The curve of log R_n with its covariance, by the delta method to second order: of a mean R̄ of relative variance v,
 * E log R̄ ≈ log R − v/2, so v/2 is added.
 *
 * Deviations from the law at small n are further errors, wholly correlated between the sizes.
 *
 * @param common - further relative errors of standard deviation 1 times these, one a size, wholly correlated likewise
 *
 * Relative variances of few replicates are pooled over the sizes first (see pooledRelativeVariances).
 *
 * @throws ExpectedError('too-few-points') below 3 sizes, 'not-finite' where a gap is not a finite number above 0 or a variance not finite
 */
export function logCurve(
  curve: GapCurve,
  deviations: readonly Deviation[],
  common: readonly (readonly number[])[] = [],
): LogCurve {
  const { sizes, gaps, covariance } = curve;
  const k = sizes.length;
  if (k < 3) throw new ExpectedError('too-few-points', `A fit needs at least 3 sizes; there are ${String(k)}.`);
  const relative = new Float64Array(k * k);
  sizes.forEach((n, i) => {
    const gap = gaps[i] as number;
    if (!(gap > 0 && gap < Infinity))
      throw new ExpectedError('not-finite', `The gap at n = ${String(n)} is ${String(gap)}; a fit needs gaps above 0.`);
    for (let j = 0; j < k; j++) relative[i * k + j] = (covariance[i * k + j] as number) / (gap * (gaps[j] as number));
    if (!((relative[i * k + i] as number) >= 0 && (relative[i * k + i] as number) < Infinity))
      throw new ExpectedError(
        'not-finite',
        `The variance of the gap at n = ${String(n)} is not a finite number of 0 or more.`,
      );
  });
  const pooled = pooledOnce(curve, relative);
  const statistical = withoutExactPoints(pooled.covariance, k);
  const logGaps = sizes.map((_, i) => Math.log(gaps[i] as number) + (statistical[i * k + i] as number) / 2);
  return {
    sizes,
    logSizes: Float64Array.from(sizes, Math.log),
    logGaps: Float64Array.from(logGaps),
    standardErrors: Float64Array.from(sizes, (_, i) => Math.sqrt(statistical[i * k + i] as number)),
    covariance: statistical.map((value, at) => {
      const product = (sizes[Math.floor(at / k)] as number) * (sizes[at % k] as number);
      const errors = deviations.reduce(
        (sum, { magnitude, exponent }) => sum + magnitude ** 2 * product ** -exponent,
        value,
      );
      return common.reduce(
        (sum, error) => sum + (error[Math.floor(at / k)] as number) * (error[at % k] as number),
        errors,
      );
    }),
    degreesOfFreedom: pooled.degreesOfFreedom,
    scaleUnknown: pooled.scaleUnknown,
    correlated: statistical.some((value, at) => value !== 0 && at % (k + 1) !== 0),
  };
}

const pooledOf = new WeakMap<GapCurve, PooledCovariance>();

/** Curves never change, and one is fitted many times as its window is dragged: what does not depend on the window is found once. */
function pooledOnce(curve: GapCurve, relative: Float64Array): PooledCovariance {
  const known = pooledOf.get(curve);
  if (known !== undefined) return known;
  const pooled = pooledRelativeVariances(curve, relative);
  pooledOf.set(curve, pooled);
  return pooled;
}

/** No point counts as exact beside others that are not: an error given as 0 becomes the smallest of the others. */
function withoutExactPoints(covariance: Float64Array, size: number): Float64Array {
  const variances = Array.from({ length: size }, (_, i) => covariance[i * (size + 1)] as number);
  const positive = variances.filter((variance) => variance > 0);
  if (positive.length === 0 || positive.length === size) return covariance;
  const least = Math.min(...positive);
  const out = Float64Array.from(covariance);
  variances.forEach((variance, i) => (out[i * (size + 1)] = Math.max(variance, least)));
  return out;
}
