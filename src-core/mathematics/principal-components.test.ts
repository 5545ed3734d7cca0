import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { rowOf, type Points } from './points';
import { principalComponents } from './principal-components';
import { randomStream } from './random-stream';

/** Points whose coordinates have scales of their own and are mixed. */
function mixedPoints(count: number, dimension: number, rank = dimension): Points {
  const random = randomStream(['mixed points', count, dimension, rank]);
  const directions = Array.from({ length: rank }, () => Array.from({ length: dimension }, () => random.normal()));
  const values = new Float64Array(count * dimension);
  for (let i = 0; i < count; i++)
    directions.forEach((direction, r) => {
      const along = random.normal() * 0.8 ** r;
      direction.forEach((value, k) => (values[i * dimension + k] = (values[i * dimension + k] ?? 0) + along * value));
    });
  return { count, dimension, values: values.map((value, k) => value + (k % dimension)) };
}

describe('principalComponents', () => {
  // The last two take the way by iteration.
  it.each([
    [50, 4, 4],
    [3, 5, 5],
    [200, 96, 96],
    [150, 130, 130],
    [40, 160, 160],
  ])('of %i points of R^%i are the eigenvectors of their covariance', (count, dimension) => {
    const points = mixedPoints(count, dimension);
    const { mean, axes, variances, total } = principalComponents(points, 4);
    const matrix = Matrix.from1DArray(count, dimension, [...points.values]);
    const centred = matrix.clone().subRowVector(matrix.mean('column'));
    const covariance = centred.transpose().mmul(centred).div(count);
    const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(covariance, { assumeSymmetric: true });
    const order = realEigenvalues
      .map((_, k) => k)
      .sort((a, b) => (realEigenvalues[b] ?? 0) - (realEigenvalues[a] ?? 0));
    matrix.mean('column').forEach((value, k) => expect(mean[k]).toBeCloseTo(value, 10));
    expect(total).toBeCloseTo(covariance.trace(), 8);
    expect(axes.count).toBe(Math.min(4, count - 1));
    for (let k = 0; k < axes.count; k++) {
      expect((variances[k] ?? 0) / (realEigenvalues[order[k] ?? 0] ?? 0)).toBeCloseTo(1, 8);
      const expected = eigenvectorMatrix.getColumn(order[k] ?? 0);
      const inner = expected.reduce((sum, value, c) => sum + value * (rowOf(axes, k)[c] ?? 0), 0);
      expect(Math.abs(inner)).toBeCloseTo(1, 6);
      const largest = Array.from(rowOf(axes, k)).reduce(
        (best, value) => (Math.abs(value) > Math.abs(best) ? value : best),
        0,
      );
      expect(largest).toBeGreaterThan(0);
    }
  });

  it('are no more than the directions in which the points differ', () => {
    expect(principalComponents(mixedPoints(60, 150, 2), 6).axes.count).toBe(2);
    expect(principalComponents(mixedPoints(60, 5, 2), 6).axes.count).toBe(2);
    const same = { count: 4, dimension: 3, values: new Float64Array(12).fill(0.5) };
    expect(principalComponents(same, 3)).toMatchObject({ axes: { count: 0 }, total: 0 });
  });
});
