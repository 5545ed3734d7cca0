import { ExpectedError } from '../errors';
import { mean, sampleVariance } from '../mathematics/statistics';

/** Gaps at ascending training-set sizes, with the covariance of their errors. */
export interface GapCurve {
  /** n, ascending. */
  readonly sizes: readonly number[];
  /** R_n, one a size. */
  readonly gaps: ArrayLike<number>;
  /** Of the gaps, sizes × sizes row by row. */
  readonly covariance: ArrayLike<number>;
  /**
   * How many independent training sets each gap is the mean of (one number, or one a size), where the variances come from their
   * scatter: with few, the variances are themselves uncertain, which the fits allow for. Left out where the covariance is as good as known.
   */
  readonly replicates?: number | readonly number[];
}

/** A curve from replicates, with the standard errors that belong to its points. */
export interface ReplicatedCurve extends GapCurve {
  readonly gaps: readonly number[];
  readonly standardErrors: readonly number[];
  readonly covariance: Float64Array;
  readonly replicates: readonly number[];
}

/**
 * The gap curve of independent replicates: their means, the standard errors of these, and the diagonal covariance.
 *
 * The scatter between replicates holds both errors, of the training sets and of the test points. Where a size has a single
 * replicate, the error over the test points is all that is known and stands in for it.
 *
 * @param sizes - n, ascending
 * @param gapsPerSize - the gaps of each size's replicates
 * @param testErrors - standard errors over the test points, in the same order
 * @throws ExpectedError('too-few-points') where a size has no replicate, or only one without a test error
 */
export function curveFromReplicates(
  sizes: readonly number[],
  gapsPerSize: readonly (readonly number[])[],
  testErrors?: readonly (readonly number[])[],
): ReplicatedCurve {
  const gaps: number[] = [];
  const standardErrors: number[] = [];
  const covariance = new Float64Array(sizes.length ** 2);
  const replicates: number[] = [];
  sizes.forEach((n, i) => {
    const values = gapsPerSize[i] ?? [];
    const testError = testErrors?.[i]?.[0];
    if (values.length === 0 || (values.length === 1 && testError === undefined))
      throw new ExpectedError(
        'too-few-points',
        `n = ${String(n)} has ${String(values.length)} replicates; expected 2 or more.`,
      );
    const variance = values.length > 1 ? sampleVariance(values) / values.length : (testError ?? 0) ** 2;
    gaps.push(mean(values));
    standardErrors.push(Math.sqrt(variance));
    covariance[i * sizes.length + i] = variance;
    replicates.push(values.length);
  });
  return { sizes, gaps, standardErrors, covariance, replicates };
}
