import { cholesky, choleskySolve } from '../mathematics/linear-algebra';
import { chiSquareSurvival } from '../mathematics/special-functions';
import type { GapCurve } from './gap-curve';

export interface PooledCovariance {
  readonly covariance: Float64Array;
  readonly degreesOfFreedom: number;
  /** Has a size fewer than two replicates, so that its scatter between training sets is not known? */
  readonly scaleUnknown: boolean;
}

/** Below this p-value the variances are not smooth in n, and each size keeps its own. */
const smoothnessLevel = 0.001;
/** A relative standard error that rounding alone would give. */
const smallestVariance = 1e-24;

/**
 * Relative variances pooled over the sizes of a curve of replicates.
 *
 * Eight replicates tell a variance to ±50 %; weights and intervals from such variances cover too little. The relative variance of the gap is a
 * smooth function of n (errors of the training sets fall as 1/n, of the test points not at all), so log v is fitted by a polynomial of degree ≤ 2 in
 * log n, of no higher degree than the deviance asks for: the gamma regression of sample variances (McCullagh & Nelder, 1989, § 8.3), by iterated least squares. Where its deviance shows
 * that it does not fit, every size keeps its own variance with the degrees of freedom of one.
 *
 * @param relative - covariance over the product of the gaps, sizes × sizes
 */
export function pooledRelativeVariances(curve: GapCurve, relative: Float64Array): PooledCovariance {
  const { sizes, replicates } = curve;
  const k = sizes.length;
  if (replicates === undefined) return { covariance: relative, degreesOfFreedom: Infinity, scaleUnknown: false };
  const counts = sizes.map((_, i) => (typeof replicates === 'number' ? replicates : (replicates[i] ?? 1)));
  const freedoms = counts.map((count) => count - 1);
  if (freedoms.some((freedom) => freedom < 1))
    return { covariance: relative, degreesOfFreedom: Infinity, scaleUnknown: true };
  const single = sizes.map((_, i) => Math.max(relative[i * k + i] as number, smallestVariance) * (counts[i] as number));
  const total = freedoms.reduce((sum, freedom) => sum + freedom, 0);
  const smooth = chooseDegree([0, 1, 2].map((degree) => smoothVariances(sizes, single, freedoms, degree)));
  if (smooth === undefined || chiSquareSurvival(smooth.deviance, smooth.spare) < smoothnessLevel)
    return { covariance: relative, degreesOfFreedom: Math.min(...freedoms), scaleUnknown: false };
  const covariance = new Float64Array(k * k);
  for (let i = 0; i < k; i++) covariance[i * k + i] = (smooth.fitted[i] as number) / (counts[i] as number);
  return { covariance, degreesOfFreedom: total - (k - smooth.spare), scaleUnknown: false };
}

interface SmoothVariances {
  readonly fitted: readonly number[];
  readonly deviance: number;
  /** Sizes beyond the number of coefficients. */
  readonly spare: number;
}

/** The highest degree that lowers the deviance by more than chance does at 5 %, and leaves a size to spare. */
function chooseDegree(fits: readonly (SmoothVariances | undefined)[]): SmoothVariances | undefined {
  let chosen = fits[0];
  for (const fit of fits.slice(1))
    if (fit !== undefined && chosen !== undefined && fit.spare > 0 && chosen.deviance - fit.deviance > 3.84)
      chosen = fit;
  return chosen;
}

/** The fitted variance of a single replicate at each size; undefined where the sizes do not determine the polynomial. */
function smoothVariances(
  sizes: readonly number[],
  variances: readonly number[],
  freedoms: readonly number[],
  degree: number,
): SmoothVariances | undefined {
  const centre = sizes.reduce((sum, n) => sum + Math.log(n), 0) / sizes.length;
  const powers = sizes.map((n) => Array.from({ length: degree + 1 }, (_, power) => (Math.log(n) - centre) ** power));
  const predict = (beta: ArrayLike<number>): number[] =>
    powers.map((row) => Math.exp(row.reduce((sum, value, p) => sum + value * (beta[p] as number), 0)));
  const pooled =
    variances.reduce((sum, v, i) => sum + v * (freedoms[i] as number), 0) / freedoms.reduce((sum, f) => sum + f, 0);
  let beta: Float64Array = Float64Array.from({ length: degree + 1 }, (_, p) => (p === 0 ? Math.log(pooled) : 0));
  for (let iteration = 0; iteration < 100; iteration++) {
    const fitted = predict(beta);
    const gradient = new Float64Array(degree + 1);
    const information = new Float64Array((degree + 1) ** 2);
    powers.forEach((row, i) => {
      const weight = freedoms[i] as number;
      // Bounded so that a variance far above a poor start does not throw the next step out of range.
      const working = Math.min((variances[i] as number) / (fitted[i] as number) - 1, 3);
      for (let a = 0; a <= degree; a++) {
        gradient[a] = (gradient[a] as number) + weight * working * (row[a] as number);
        for (let b = 0; b <= degree; b++) {
          const at = a * (degree + 1) + b;
          information[at] = (information[at] as number) + weight * (row[a] as number) * (row[b] as number);
        }
      }
    });
    const factor = cholesky(information, degree + 1);
    if (factor === undefined) return undefined;
    const step = choleskySolve(factor, gradient, degree + 1);
    beta = beta.map((value, p) => value + (step[p] as number));
    if (step.every((value) => Math.abs(value) < 1e-8)) break;
  }
  const fitted = predict(beta);
  // Deviance of gamma variables with shape f/2: f·(v/μ − 1 − log(v/μ)) each, about χ²; its mean is above f-independent 1 by the
  // expansion 1 + 1/(3f), by which it is divided.
  let deviance = 0;
  variances.forEach((variance, i) => {
    const ratio = variance / (fitted[i] as number);
    const f = freedoms[i] as number;
    deviance += (f * (ratio - 1 - Math.log(ratio))) / (1 + 1 / (3 * f));
  });
  return { fitted, deviance, spare: sizes.length - degree - 1 };
}
