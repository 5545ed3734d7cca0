import { describe, expect, it } from 'vitest';
import { randomStream } from './random-stream';
import { addRowProducts, rowProducts } from './row-products';

function randomMatrix(rows: number, columns: number): Float64Array {
  const random = randomStream(['row products', rows, columns]);
  return Float64Array.from({ length: rows * columns }, () => random.normal());
}

function product(matrix: Float64Array, columns: number, a: number, b: number): number {
  let sum = 0;
  for (let d = 0; d < columns; d++) sum += (matrix[a * columns + d] as number) * (matrix[b * columns + d] as number);
  return sum;
}

describe('addRowProducts', () => {
  it.each([
    [1, 5],
    [2, 3],
    [3, 1],
    [7, 4],
    [8, 9],
  ])('adds the inner products of %i rows of %i numbers', (rows, columns) => {
    const matrix = randomMatrix(rows, columns);
    const out = new Float64Array(rows * rows).fill(3);
    addRowProducts(matrix, rows, columns, out);
    for (let a = 0; a < rows; a++)
      for (let b = 0; b < rows; b++) expect(out[a * rows + b]).toBeCloseTo(3 + product(matrix, columns, a, b), 12);
  });
});

describe('rowProducts', () => {
  it.each([
    [0, 5],
    [3, 4],
    [2, 7],
    [4, 8],
  ])('multiplies rows %i to %i with all before', (from, to) => {
    const columns = 3;
    const matrix = randomMatrix(9, columns);
    const out = new Float64Array((to - from) * to);
    rowProducts(matrix, columns, from, to, out);
    for (let a = from; a < to; a++)
      for (let b = 0; b < to; b++) expect(out[(a - from) * to + b]).toBeCloseTo(product(matrix, columns, a, b), 12);
  });
});
