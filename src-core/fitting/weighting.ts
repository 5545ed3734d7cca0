import { cholesky, diagonalBlock, dot, forwardSubstitute } from '../mathematics/linear-algebra';
import { regularisedBeta, chiSquareSurvival } from '../mathematics/special-functions';
import type { LogCurve } from './log-curve';

/** The points of a window with their weights. */
export interface Weighting {
  readonly count: number;
  readonly sizes: readonly number[];
  readonly logSizes: Float64Array;
  readonly logGaps: Float64Array;
  /** Of logGaps; above 0. */
  readonly standardErrors: Float64Array;
  /** Cholesky factor L of the covariance that the weights come from. */
  readonly factor: Float64Array;
  /** L⁻¹ Σ L⁻ᵀ of the covariance that the errors have; undefined where it is the identity. */
  readonly whitened: Float64Array | undefined;
  readonly degreesOfFreedom: number;
  /** See LogCurve. */
  readonly scaleUnknown: boolean;
}

/** Share of its variance that is added to each point's where points are correlated. */
const ridge = 0.02;

/**
 * The points from index `from` to `to` (exclusive) with their weights.
 *
 * Neighbouring points of one data set's curve are correlated by 0.99 and more, and the smallest eigenvalues of their estimated covariance are
 * mostly error; weights by its inverse would read them as exact. So the weights come from the covariance with 2 % of each variance added to
 * the diagonal, and the errors of all that is fitted with these weights are propagated by the covariance itself (the sandwich formula).
 */
export function weighting(curve: LogCurve, from: number, to: number): Weighting {
  const count = to - from;
  const covariance = diagonalBlock(curve.covariance, curve.sizes.length, from, to);
  const variances = Array.from({ length: count }, (_, i) => covariance[i * count + i] as number);
  const largest = Math.max(...variances);
  // Exact curves (no error at all) get equal weights that lead to zero-width intervals.
  const least = largest > 0 ? largest * 1e-12 : 1e-24;
  const { correlated } = curve;
  const working = Float64Array.from(covariance);
  for (let i = 0; i < count; i++)
    working[i * count + i] = Math.max(variances[i] as number, least) * (correlated ? 1 + ridge : 1);
  const factor = factorOf(working, count);
  return {
    count,
    sizes: curve.sizes.slice(from, to),
    logSizes: curve.logSizes.subarray(from, to),
    logGaps: curve.logGaps.subarray(from, to),
    standardErrors: Float64Array.from(variances, (variance) => Math.sqrt(Math.max(variance, least))),
    factor,
    whitened: correlated ? whiten(factor, covariance, count) : undefined,
    degreesOfFreedom: curve.degreesOfFreedom,
    scaleUnknown: curve.scaleUnknown,
  };
}

/** Adds to the diagonal until the matrix is positive definite: an estimated covariance may be only semi-definite. */
function factorOf(matrix: Float64Array, size: number): Float64Array {
  const diagonal = Array.from({ length: size }, (_, i) => matrix[i * size + i] as number);
  for (let added = 0; added < 100; added = added === 0 ? 0.01 : added * 3) {
    diagonal.forEach((value, i) => (matrix[i * size + i] = value * (1 + added)));
    const factor = cholesky(matrix, size);
    if (factor !== undefined) return factor;
  }
  throw new Error('A covariance is not positive definite after regularisation.');
}

function whiten(factor: Float64Array, covariance: Float64Array, size: number): Float64Array {
  const half = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    const row = forwardSubstitute(factor, covariance.subarray(j * size, (j + 1) * size), size);
    for (let i = 0; i < size; i++) half[i * size + j] = row[i] as number;
  }
  const whole = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    whole.set(forwardSubstitute(factor, half.subarray(i * size, (i + 1) * size), size), i * size);
  return whole;
}

/**
 * The χ² test of a weighted sum of squares of residuals.
 *
 * With known independent errors it is χ². With regularised weights it is a weighted sum of χ², matched by a scaled χ² of equal mean and variance
 * (Satterthwaite, 1946); with variances from few replicates, by Hotelling's F for their degrees of freedom.
 *
 * @returns the sum scaled to have its degrees of freedom for expectation, and its p-value
 * @param directions - orthonormal columns that the fit has used up, count × used
 */
export function residualTest(
  data: Weighting,
  sumOfSquares: number,
  directions: readonly Float64Array[],
): { readonly chi2: number; readonly pValue: number } {
  const spare = data.count - directions.length;
  if (spare <= 0) return { chi2: sumOfSquares, pValue: 1 };
  let mean = spare;
  let square = spare;
  if (data.whitened !== undefined) ({ mean, square } = residualTraces(data.whitened, data.count, directions));
  // No error at all in the directions that are left.
  if (!(mean > 0)) return { chi2: sumOfSquares, pValue: sumOfSquares > 0 ? 0 : 1 };
  const freedom = (mean * mean) / square;
  const scaled = (sumOfSquares * freedom) / mean;
  const m = data.degreesOfFreedom;
  // P(F ≥ f) of F with (freedom, m) degrees of freedom (Abramowitz & Stegun 26.6.2).
  const pValue =
    m === Infinity ? chiSquareSurvival(scaled, freedom) : regularisedBeta(m / (m + scaled), m / 2, freedom / 2);
  return { chi2: (sumOfSquares * spare) / mean, pValue };
}

/** Traces of P S and (P S)², S the whitened covariance and P the projection off the directions. */
function residualTraces(
  whitened: Float64Array,
  size: number,
  directions: readonly Float64Array[],
): { mean: number; square: number } {
  const rows = Array.from({ length: size }, (_, i) => project(whitened.slice(i * size, (i + 1) * size), directions));
  const projected = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    const column = project(
      Float64Array.from(rows, (row) => row[j] as number),
      directions,
    );
    for (let i = 0; i < size; i++) projected[i * size + j] = column[i] as number;
  }
  let mean = 0;
  let square = 0;
  for (let i = 0; i < size; i++) {
    mean += projected[i * size + i] as number;
    for (let j = 0; j < size; j++) square += (projected[i * size + j] as number) * (projected[j * size + i] as number);
  }
  return { mean, square };
}

function project(vector: Float64Array, directions: readonly Float64Array[]): Float64Array {
  for (const direction of directions) {
    const share = dot(vector, direction);
    for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] as number) - share * (direction[i] as number);
  }
  return vector;
}

/** Orthonormal columns that span those of a matrix, rows × columns (Gram and Schmidt, twice for accuracy). */
export function orthonormalColumns(matrix: Float64Array, rows: number, columns: number): readonly Float64Array[] {
  const found: Float64Array[] = [];
  for (let j = 0; j < columns; j++) {
    const column = Float64Array.from({ length: rows }, (_, i) => matrix[i * columns + j] as number);
    const length = Math.sqrt(dot(column, column));
    project(project(column, found), found);
    const left = Math.sqrt(dot(column, column));
    if (left > 1e-10 * length) found.push(column.map((value) => value / left));
  }
  return found;
}
