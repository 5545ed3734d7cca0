import { cholesky, choleskySolve } from '../mathematics/linear-algebra';
import { chiSquareSurvival } from '../mathematics/special-functions';
import type { GapCurve } from './gap-curve';

export interface PooledCovariance {
  readonly covariance: Float64Array;
  readonly degreesOfFreedom: number;
  /** Has no size two replicates, so that the scatter between training sets is not known? */
  readonly scaleUnknown: boolean;
}

/** Below this p-value the variances are not smooth in n, and each size keeps its own. */
const smoothnessLevel = 0.001;
/** A relative standard error that rounding alone would give. */
const smallestVariance = 1e-24;
/** Replicates whose variance is below this share of the largest are equal by accident or by rounding: they tell nothing of their scatter. */
const equalReplicates = 1e-8;

/**
 * Relative variances pooled over the sizes of a curve of replicates.
 *
 * Eight replicates tell a variance to ±50 %; weights and intervals from such variances cover too little. The relative variance of the gap is a
 * smooth function of n (errors of the training sets fall as 1/n, of the test points not at all), so log v is fitted by a polynomial of degree ≤ 2 in
 * log n, of no higher degree than the deviance asks for: the gamma regression of sample variances (McCullagh & Nelder, 1989, § 8.3), by iterated least squares. Where its deviance shows
 * that it does not fit, every size keeps its own variance with the degrees of freedom of one.
 *
 * A size that tells nothing of its own scatter, with a single replicate or with equal ones, takes part with no degree of freedom, and its variance is
 * the polynomial's; not below that of the test points, where it is all that is known.
 *
 * @param relative - covariance over the product of the gaps, sizes × sizes
 */
export function pooledRelativeVariances(curve: GapCurve, relative: Float64Array): PooledCovariance {
  const { sizes, replicates } = curve;
  const k = sizes.length;
  if (replicates === undefined) return { covariance: relative, degreesOfFreedom: Infinity, scaleUnknown: false };
  const counts = sizes.map((_, i) => (typeof replicates === 'number' ? replicates : (replicates[i] ?? 1)));
  const own = sizes.map((_, i) => relative[i * k + i] as number);
  const freedoms = freedomsOf(own, counts);
  if (freedoms.every((freedom) => freedom === 0))
    return { covariance: relative, degreesOfFreedom: Infinity, scaleUnknown: counts.some((count) => count < 2) };
  const single = own.map((variance, i) => Math.max(variance, smallestVariance) * (counts[i] as number));
  const total = freedoms.reduce((sum, freedom) => sum + freedom, 0);
  // Beyond the sizes that tell their scatter, a parabola is no forecast.
  const outside = freedoms[0] === 0 || freedoms[k - 1] === 0;
  const degrees = outside ? [0, 1] : [0, 1, 2];
  const smooth = chooseDegree(degrees.map((degree) => smoothVariances(sizes, single, freedoms, degree)));
  if (smooth === undefined) throw new Error('A constant variance is always determined.');
  const fitted = (i: number): number =>
    Math.max(smooth.fitted[i] as number, freedoms[i] === 0 ? (single[i] as number) : 0) / (counts[i] as number);
  const pools = smooth.spare === 0 || chiSquareSurvival(smooth.deviance, smooth.spare) >= smoothnessLevel;
  const covariance = new Float64Array(k * k);
  for (let i = 0; i < k; i++) covariance[i * k + i] = pools || freedoms[i] === 0 ? fitted(i) : (own[i] as number);
  return {
    covariance,
    degreesOfFreedom: pools
      ? total - (freedoms.filter((freedom) => freedom > 0).length - smooth.spare)
      : Math.min(...freedoms.filter((freedom) => freedom > 0)),
    scaleUnknown: false,
  };
}

/** Degrees of freedom of each size's own variance: 0 where it tells nothing. */
function freedomsOf(own: readonly number[], counts: readonly number[]): readonly number[] {
  const least = equalReplicates * Math.max(0, ...own.filter((_, i) => (counts[i] as number) > 1));
  // Exact curves, all of whose replicates are equal, keep their degrees of freedom.
  return counts.map((count, i) => (count > 1 && (own[i] as number) >= least ? count - 1 : 0));
}

interface SmoothVariances {
  readonly fitted: readonly number[];
  readonly deviance: number;
  /** Sizes with degrees of freedom beyond the number of coefficients. */
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
    if (f === 0) return;
    deviance += (f * (ratio - 1 - Math.log(ratio))) / (1 + 1 / (3 * f));
  });
  return { fitted, deviance, spare: freedoms.filter((freedom) => freedom > 0).length - degree - 1 };
}
