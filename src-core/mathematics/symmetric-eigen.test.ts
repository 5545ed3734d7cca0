import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { randomStream } from './random-stream';
import { addRowProducts } from './row-products';
import { symmetricEigen, symmetricEigenvalues } from './symmetric-eigen';

/** A random symmetric matrix of a rank, in a unit. */
function randomSymmetric(size: number, rank: number, unit: number): Float64Array {
  const random = randomStream(['symmetric', size, rank]);
  const out = new Float64Array(size * size);
  addRowProducts(
    Float64Array.from({ length: size * rank }, () => random.normal() * Math.sqrt(unit)),
    size,
    rank,
    out,
  );
  return out;
}

/** Each with a unit in which ml-matrix, which does not scale, can find the eigenvalues too. */
const cases: readonly (readonly [string, number, Float64Array, number])[] = [
  ['a single number', 1, Float64Array.of(-3), 1],
  ['nothing but zeros', 4, new Float64Array(16), 1],
  ['the identity', 5, Float64Array.from({ length: 25 }, (_, at) => (at % 6 === 0 ? 1 : 0)), 1],
  ['negative eigenvalues', 2, Float64Array.of(0, 2, 2, 0), 1],
  ['full rank', 30, randomSymmetric(30, 60, 1), 1],
  ['rank 3', 24, randomSymmetric(24, 3, 1), 1],
  ['tiny numbers', 10, randomSymmetric(10, 20, 1e-280), 1e-280],
  ['huge numbers', 10, randomSymmetric(10, 20, 1e280), 1e280],
];

describe('symmetricEigen', () => {
  it.each(cases)('has the eigenvalues that ml-matrix finds: %s', (_, size, matrix, unit) => {
    const { realEigenvalues } = new EigenvalueDecomposition(
      new Matrix(
        Array.from({ length: size }, (_, i) => matrix.map((value) => value / unit).subarray(i * size, (i + 1) * size)),
      ),
      { assumeSymmetric: true },
    );
    const expected = Float64Array.from(realEigenvalues, (value) => value * unit)
      .sort()
      .reverse();
    const largest = Math.max(...expected.map(Math.abs)) || 1;
    const alone = symmetricEigenvalues(matrix, size);
    const { values } = symmetricEigen(matrix, size);
    for (let i = 0; i < size; i++) {
      expect((alone[i] as number) / largest).toBeCloseTo((expected[i] as number) / largest, 12);
      expect((values[i] as number) / largest).toBeCloseTo((expected[i] as number) / largest, 12);
    }
  });

  it.each(cases)('has orthonormal vectors that the matrix only stretches: %s', (_, size, matrix) => {
    const { values, vectors } = symmetricEigen(matrix, size);
    const products = new Float64Array(size * size);
    addRowProducts(vectors, size, size, products);
    const largest = Math.max(...values.map(Math.abs)) || 1;
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        expect(products[i * size + j]).toBeCloseTo(i === j ? 1 : 0, 12);
        let image = 0;
        for (let k = 0; k < size; k++) image += (matrix[j * size + k] as number) * (vectors[i * size + k] as number);
        const stretched = (values[i] as number) * (vectors[i * size + j] as number);
        expect(image / largest).toBeCloseTo(stretched / largest, 12);
      }
    }
  });
});
