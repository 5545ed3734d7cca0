import { zeroPoints, type Points, type Reals } from './points';
import { randomStream } from './random-stream';
import { symmetricEigen } from './symmetric-eigen';

/** The directions in which points vary most. */
export interface PrincipalComponents {
  /** Length D. */
  readonly mean: Float64Array;
  /** Unit vectors of R^D, row by row, that of the largest variance first; the largest entry of each is positive. */
  readonly axes: Points;
  /** Variance along each, squared units of the coordinates (divided by the number of points). */
  readonly variances: Float64Array;
  /** Sum over all D directions. */
  readonly total: number;
}

/** Up to so many coordinates the covariance is decomposed as a whole. */
const mostWhole = 96;
/** Directions that are followed beyond those asked for: the more, the faster those settle. */
const further = 8;
const mostRounds = 100;
/** Relative change of the variances at which they have settled. */
const settled = 1e-11;

/**
 * The first principal components of points: eigenvectors of their covariance, by decomposition in few coordinates, else by subspace iteration on the points themselves
 * (Golub & Van Loan, "Matrix Computations", 4th edition, § 8.2), which never forms the D × D matrix.
 * @param points - at least one
 * @param wanted - how many; fewer come where the points span fewer directions
 */
export function principalComponents(points: Points, wanted: number): PrincipalComponents {
  const { count, dimension } = points;
  const centred = zeroPoints(count, dimension);
  const mean = new Float64Array(dimension);
  for (let i = 0; i < count; i++)
    for (let k = 0; k < dimension; k++)
      mean[k] = (mean[k] as number) + (points.values[i * dimension + k] as number) / count;
  let total = 0;
  for (let i = 0; i < count; i++)
    for (let k = 0; k < dimension; k++) {
      const value = (points.values[i * dimension + k] as number) - (mean[k] as number);
      centred.values[i * dimension + k] = value;
      total += value ** 2 / count;
    }
  const size = Math.min(wanted, dimension, count);
  const found =
    dimension <= mostWhole ? decomposed(centred) : iterated(centred, size, Math.min(size + further, dimension));
  // A direction without variance is none of the points'.
  const kept = Array.from({ length: size }, (_, k) => k).filter((k) => (found.variances[k] ?? 0) > 1e-14 * total);
  const axes = zeroPoints(kept.length, dimension);
  kept.forEach((k, row) => {
    axes.values.set(upright(found.axes.subarray(k * dimension, (k + 1) * dimension)), row * dimension);
  });
  return { mean, axes, variances: Float64Array.from(kept, (k) => found.variances[k] ?? 0), total };
}

interface Directions {
  /** Row by row. */
  readonly axes: Float64Array;
  readonly variances: Float64Array;
}

function decomposed({ count, dimension, values }: Points): Directions {
  // symmetricEigen reads the lower triangle alone.
  const covariance = new Float64Array(dimension * dimension);
  for (let a = 0; a < dimension; a++)
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let i = 0; i < count; i++)
        sum += (values[i * dimension + a] as number) * (values[i * dimension + b] as number);
      covariance[a * dimension + b] = sum / count;
    }
  const { values: variances, vectors: axes } = symmetricEigen(covariance, dimension);
  return { axes, variances };
}

/** The span of `width` directions, multiplied by the covariance until the variances in it settle; from the same start every time. */
function iterated(centred: Points, wanted: number, width: number): Directions {
  const { dimension } = centred;
  const random = randomStream(['principal components', dimension, width]);
  let basis = Float64Array.from({ length: width * dimension }, () => random.normal());
  let variances: Float64Array = new Float64Array();
  orthonormalise(basis, width, dimension);
  for (let round = 0; round < mostRounds; round++) {
    const image = timesCovariance(centred, basis, width);
    const projected = new Float64Array(width * width);
    for (let a = 0; a < width; a++)
      for (let b = 0; b <= a; b++) {
        let sum = 0;
        for (let k = 0; k < dimension; k++)
          sum += (basis[a * dimension + k] as number) * (image[b * dimension + k] as number);
        projected[a * width + b] = sum;
      }
    const inner = symmetricEigen(projected, width);
    const before = variances;
    variances = inner.values;
    const scale = variances[0] ?? 0;
    const still = variances.every((value, k) => Math.abs(value - (before[k] ?? Infinity)) <= settled * scale);
    if (still || scale === 0) return { axes: combined(inner.vectors, basis, width, dimension), variances };
    basis = combined(inner.vectors, image, width, dimension);
    orthonormalise(basis, width, dimension);
  }
  return { axes: basis, variances };
}

/** Each row b becomes Xᵀ X b / count. */
function timesCovariance({ count, dimension, values }: Points, basis: Float64Array, width: number): Float64Array {
  const out = new Float64Array(width * dimension);
  for (let i = 0; i < count; i++) {
    const row = values.subarray(i * dimension, (i + 1) * dimension);
    for (let a = 0; a < width; a++) {
      const at = a * dimension;
      let along = 0;
      for (let k = 0; k < dimension; k++) along += (basis[at + k] as number) * (row[k] as number);
      along /= count;
      for (let k = 0; k < dimension; k++) out[at + k] = (out[at + k] as number) + along * (row[k] as number);
    }
  }
  return out;
}

/** Row r becomes Σ weights[r, c] rows[c]. */
function combined(
  weights: Float64Array,
  rows: Float64Array,
  width: number,
  dimension: number,
): Float64Array<ArrayBuffer> {
  const out = new Float64Array(width * dimension);
  for (let r = 0; r < width; r++)
    for (let c = 0; c < width; c++) {
      const weight = weights[r * width + c] as number;
      for (let k = 0; k < dimension; k++)
        out[r * dimension + k] = (out[r * dimension + k] as number) + weight * (rows[c * dimension + k] as number);
    }
  return out;
}

/** Gram–Schmidt, twice for accuracy; a row that depends on those above becomes 0. */
function orthonormalise(rows: Float64Array, width: number, dimension: number): void {
  for (let r = 0; r < width; r++) {
    const row = rows.subarray(r * dimension, (r + 1) * dimension);
    const before = norm(row);
    for (let pass = 0; pass < 2; pass++)
      for (let c = 0; c < r; c++) {
        const other = rows.subarray(c * dimension, (c + 1) * dimension);
        let share = 0;
        for (let k = 0; k < dimension; k++) share += (row[k] as number) * (other[k] as number);
        for (let k = 0; k < dimension; k++) row[k] = (row[k] as number) - share * (other[k] as number);
      }
    const length = norm(row);
    const scale = length > 1e-12 * before ? 1 / length : 0;
    for (let k = 0; k < dimension; k++) row[k] = (row[k] as number) * scale;
  }
}

function norm(row: Reals): number {
  let sum = 0;
  for (const value of row) sum += value ** 2;
  return Math.sqrt(sum);
}

function upright(axis: Float64Array): Float64Array {
  const largest = axis.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  return largest < 0 ? axis.map((value) => -value) : axis;
}
