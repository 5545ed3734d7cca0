import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cholesky, choleskyInverse, choleskySolve, diagonalBlock, forwardSubstitute } from './linear-algebra';

describe('cholesky', () => {
  it('factors a matrix worked by hand', () => {
    // [[4, 2], [2, 10]] = L Lᵀ with L = [[2, 0], [1, 3]].
    const factor = cholesky([4, 2, 2, 10], 2) ?? new Float64Array();
    expect([...factor]).toEqual([2, 0, 1, 3]);
    expect([...forwardSubstitute(factor, [2, 7], 2)]).toEqual([1, 2]);
    expect([...choleskyInverse(factor, 2)].map((value) => Math.round(value * 36))).toEqual([10, -2, -2, 4]);
  });

  it('says of a matrix that is not positive definite that it is not', () => {
    expect(cholesky([1, 2, 2, 1], 2)).toBeUndefined();
    expect(cholesky([NaN], 1)).toBeUndefined();
    expect(cholesky([0], 1)).toBeUndefined();
  });

  it('solves: A·(A⁻¹ b) = b', () => {
    const entry = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(entry, { minLength: 16, maxLength: 16 }),
        fc.array(entry, { minLength: 4, maxLength: 4 }),
        (b, right) => {
          // B Bᵀ + 1 is positive definite.
          const at = (i: number, k: number): number => b[i * 4 + k] ?? 0;
          const matrix = Float64Array.from({ length: 16 }, (_, index) => {
            const [i, j] = [Math.floor(index / 4), index % 4];
            return [0, 1, 2, 3].reduce((sum, k) => sum + at(i, k) * at(j, k), i === j ? 1 : 0);
          });
          const solution = choleskySolve(cholesky(matrix, 4) ?? new Float64Array(), right, 4);
          right.forEach((value, i) => {
            const product = solution.reduce((sum, x, j) => sum + x * (matrix[i * 4 + j] ?? 0), 0);
            expect(product).toBeCloseTo(value, 10);
          });
        },
      ),
    );
  });
});

describe('diagonalBlock', () => {
  it('takes rows and columns', () => {
    expect([...diagonalBlock([1, 2, 3, 4, 5, 6, 7, 8, 9], 3, 1, 3)]).toEqual([5, 6, 8, 9]);
  });
});
