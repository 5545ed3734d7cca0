import { cholesky, forwardSubstitute } from '../mathematics/linear-algebra';
import { type Points, rowOf, zeroPoints } from '../mathematics/points';
import { addRowProducts } from '../mathematics/row-products';
import { symmetricEigen } from '../mathematics/symmetric-eigen';
import { remembered } from './remembered';
import type { UnitVectors } from './inseparable-shares';

/** Rows that are centred and multiplied at a time. */
const chunk = 256;

/** Mean and covariance (D × D, divided by one less than their number) of some points. */
export interface Moments {
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
}

/** Mean 0 and covariance 1 after z = L⁻¹(x − mean). */
export interface Whitening extends Moments {
  /** L, the Cholesky factor of the covariance. */
  readonly factor: Float64Array;
}

/** Directions, the largest variance first, of the points' principal axes; row by row of D numbers. */
export interface PrincipalAxes {
  readonly mean: Float64Array;
  readonly axes: Float64Array;
  readonly count: number;
}

const spectrumOf = remembered((points: Points) => {
  const { mean, covariance } = momentsOf(points, () => true);
  return { mean, ...symmetricEigen(covariance, points.dimension) };
});

/** The principal axes whose variance is above 1/`condition` of the largest; undefined where there is no variance. */
export function principalAxes(points: Points, condition: number): PrincipalAxes | undefined {
  const { mean, values, vectors } = spectrumOf(points);
  const largest = values[0] ?? 0;
  if (!(largest > 0)) return undefined;
  const count = values.filter((value) => value / largest > 1 / condition).length;
  return { mean, axes: vectors.subarray(0, count * points.dimension), count };
}

/** The chosen rows of points from the mean, on the principal axes. */
export function onPrincipalAxes(points: Points, { mean, axes, count }: PrincipalAxes, rows: Int32Array): Points {
  const { dimension } = points;
  const projected = zeroPoints(rows.length, count);
  const centred = new Float64Array(dimension);
  rows.forEach((row, i) => {
    centreTo(centred, points, row, mean);
    for (let a = 0; a < count; a++) {
      let sum = 0;
      for (let d = 0, at = a * dimension; d < dimension; d++, at++)
        sum += (centred[d] as number) * (axes[at] as number);
      projected.values[i * count + a] = sum;
    }
  });
  return projected;
}

/** What makes the chosen points have mean 0 and covariance 1. Undefined without full rank. */
export function whiteningOf(points: Points, isChosen: (row: number) => boolean): Whitening | undefined {
  const moments = momentsOf(points, isChosen);
  const factor = cholesky(moments.covariance, points.dimension);
  return factor === undefined ? undefined : { ...moments, factor };
}

/** All points whitened, then each of length 1. Those at the mean, and those that are not chosen, become 0 and do not count as present. */
export function whitenedDirections(
  points: Points,
  { mean, factor }: Pick<Whitening, 'mean' | 'factor'>,
  isChosen: (row: number) => boolean,
): UnitVectors & { readonly lengths: Float64Array } {
  const { count, dimension } = points;
  const values = new Float64Array(count * dimension);
  const lengths = new Float64Array(count);
  const centred = new Float64Array(dimension);
  for (let i = 0; i < count; i++) {
    if (!isChosen(i)) continue;
    centreTo(centred, points, i, mean);
    const white = forwardSubstitute(factor, centred, dimension);
    const length = Math.sqrt(white.reduce((sum, value) => sum + value * value, 0));
    lengths[i] = length;
    if (length > 0) for (let d = 0; d < dimension; d++) values[i * dimension + d] = (white[d] as number) / length;
  }
  const present = lengths.reduce((sum, length) => sum + (length > 0 ? 1 : 0), 0);
  return { count, dimension, values, present, lengths };
}

function momentsOf(points: Points, isChosen: (row: number) => boolean): Moments {
  const { count, dimension, values } = points;
  const rows = Int32Array.from({ length: count }, (_, i) => i).filter(isChosen);
  const mean = new Float64Array(dimension);
  for (const i of rows)
    for (let d = 0; d < dimension; d++)
      mean[d] = (mean[d] as number) + (values[i * dimension + d] as number) / rows.length;
  const covariance = new Float64Array(dimension * dimension);
  const columns = new Float64Array(dimension * chunk);
  for (let from = 0; from < rows.length; from += chunk) {
    const part = rows.subarray(from, from + chunk);
    part.forEach((row, i) => {
      for (let d = 0; d < dimension; d++)
        columns[d * part.length + i] = (values[row * dimension + d] as number) - (mean[d] as number);
    });
    addRowProducts(columns, dimension, part.length, covariance);
  }
  return { mean, covariance: covariance.map((sum) => sum / (rows.length - 1)) };
}

function centreTo(out: Float64Array, points: Points, row: number, mean: Float64Array): void {
  const values = rowOf(points, row);
  for (let d = 0; d < out.length; d++) out[d] = (values[d] as number) - (mean[d] as number);
}
