import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { cholesky, forwardSubstitute } from '../mathematics/linear-algebra';
import type { Points } from '../mathematics/points';
import type { UnitVectors } from './inseparable-shares';

/**
 * The points from their mean, on the principal axes whose variance is above 1/`condition` of the largest.
 * @returns undefined where there is no variance
 */
export function principalCoordinates(points: Points, condition: number): Points | undefined {
  const { count, dimension } = points;
  const { mean, covariance } = momentsOf(points, () => true);
  const symmetric = new Matrix(
    Array.from({ length: dimension }, (_, d) => covariance.subarray(d * dimension, (d + 1) * dimension)),
  );
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(symmetric, { assumeSymmetric: true });
  const largest = Math.max(...realEigenvalues);
  if (!(largest > 0)) return undefined;
  const axes = Array.from(realEigenvalues.keys()).filter(
    (i) => (realEigenvalues[i] as number) / largest > 1 / condition,
  );
  const values = new Float64Array(count * axes.length);
  for (const [a, axis] of axes.entries()) {
    const direction = Float64Array.from({ length: dimension }, (_, d) => eigenvectorMatrix.get(d, axis));
    for (let i = 0; i < count; i++) {
      let sum = 0;
      for (let d = 0; d < dimension; d++)
        sum += ((points.values[i * dimension + d] as number) - (mean[d] as number)) * (direction[d] as number);
      values[i * axes.length + a] = sum;
    }
  }
  return { count, dimension: axes.length, values };
}

/** The chosen points made to have mean 0 and covariance 1, then each of length 1; those at their mean are left out. Undefined without full rank. */
export function whitenedDirections(points: Points, isChosen: (row: number) => boolean): UnitVectors | undefined {
  const { dimension } = points;
  const { mean, covariance } = momentsOf(points, isChosen);
  const factor = cholesky(covariance, dimension);
  if (factor === undefined) return undefined;
  const values: number[] = [];
  const centred = new Float64Array(dimension);
  for (let i = 0; i < points.count; i++) {
    if (!isChosen(i)) continue;
    for (let d = 0; d < dimension; d++) centred[d] = (points.values[i * dimension + d] as number) - (mean[d] as number);
    const white = forwardSubstitute(factor, centred, dimension);
    const length = Math.sqrt(white.reduce((sum, value) => sum + value * value, 0));
    if (length > 0) for (const value of white) values.push(value / length);
  }
  return { count: values.length / dimension, dimension, values: Float64Array.from(values) };
}

/** Mean and covariance (D × D, divided by one less than their number) of the chosen points. */
function momentsOf(
  points: Points,
  isChosen: (row: number) => boolean,
): { mean: Float64Array; covariance: Float64Array } {
  const { count, dimension, values } = points;
  const rows = Array.from({ length: count }, (_, i) => i).filter(isChosen);
  const mean = new Float64Array(dimension);
  for (const i of rows)
    for (let d = 0; d < dimension; d++)
      mean[d] = (mean[d] as number) + (values[i * dimension + d] as number) / rows.length;
  const covariance = new Float64Array(dimension * dimension);
  const centred = new Float64Array(dimension);
  for (const i of rows) {
    for (let d = 0; d < dimension; d++) centred[d] = (values[i * dimension + d] as number) - (mean[d] as number);
    for (let a = 0; a < dimension; a++)
      for (let b = 0; b <= a; b++)
        covariance[a * dimension + b] =
          (covariance[a * dimension + b] as number) + (centred[a] as number) * (centred[b] as number);
  }
  for (let a = 0; a < dimension; a++)
    for (let b = 0; b <= a; b++) {
      const value = (covariance[a * dimension + b] as number) / (rows.length - 1);
      covariance[a * dimension + b] = value;
      covariance[b * dimension + a] = value;
    }
  return { mean, covariance };
}
