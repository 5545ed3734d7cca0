/**
 * Adds M Mᵀ to a matrix, both its triangles.
 *
 * @param matrix - M, rows × columns, row by row
 * @param out - rows × rows, symmetric
 */
export function addRowProducts(matrix: Float64Array, rows: number, columns: number, out: Float64Array): void {
  const four = new Float64Array(4);
  for (let a = 0; a < rows; a += 2) {
    for (let b = 0; b <= a; b += 2) {
      multiplyTwoByTwo(matrix, columns, { a, b, rows }, four);
      for (let i = a; i < Math.min(a + 2, rows); i++) {
        for (let j = b; j < Math.min(b + 2, i + 1); j++) {
          const sum = (out[i * rows + j] as number) + (four[2 * (i - a) + j - b] as number);
          out[i * rows + j] = sum;
          out[j * rows + i] = sum;
        }
      }
    }
  }
}

/**
 * Inner products of rows `from` to `to` (exclusive) of a matrix with all rows before `to`, to `out`: (to − from) × to, row by row.
 *
 * @param matrix - at least `to` rows of so many columns
 */
export function rowProducts(matrix: Float64Array, columns: number, from: number, to: number, out: Float64Array): void {
  const four = new Float64Array(4);
  for (let a = from; a < to; a += 2) {
    for (let b = 0; b < to; b += 2) {
      multiplyTwoByTwo(matrix, columns, { a, b, rows: to }, four);
      for (let i = a; i < Math.min(a + 2, to); i++)
        for (let j = b; j < Math.min(b + 2, to); j++) out[(i - from) * to + j] = four[2 * (i - a) + j - b] as number;
    }
  }
}

/**
 * The products of rows a and a + 1 with rows b and b + 1: each number read serves two, which takes half the time of one product after another. The last of an odd number of rows
 * stands in for the one that is missing.
 */
function multiplyTwoByTwo(
  matrix: Float64Array,
  columns: number,
  { a, b, rows }: { readonly a: number; readonly b: number; readonly rows: number },
  four: Float64Array,
): void {
  const first = a * columns;
  const second = a + 1 < rows ? first + columns : first;
  const third = b * columns;
  const fourth = b + 1 < rows ? third + columns : third;
  let [s, t, u, v] = [0, 0, 0, 0];
  for (let d = 0; d < columns; d++) {
    const x = matrix[first + d] as number;
    const y = matrix[second + d] as number;
    const p = matrix[third + d] as number;
    const q = matrix[fourth + d] as number;
    s += x * p;
    t += x * q;
    u += y * p;
    v += y * q;
  }
  four[0] = s;
  four[1] = t;
  four[2] = u;
  four[3] = v;
}
