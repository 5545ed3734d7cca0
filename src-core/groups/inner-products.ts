import type { Points, Reals } from '../mathematics/points';

/** ⟨a, b⟩ of two vectors of equal length. */
export function innerProduct(a: Reals, b: Reals): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += (a[k] as number) * (b[k] as number);
  return sum;
}

/** The values in float64: a view where they are already. */
export function inFloat64(values: Reals): Float64Array {
  return values instanceof Float64Array ? values : Float64Array.from(values);
}

/** ⟨y_i, z_j⟩ for all pairs: out[i · z.count + j]. */
export function innerProducts(y: Points, z: Points, out: Float64Array): void {
  multiplyTransposed(inFloat64(y.values), inFloat64(z.values), y.count, z.count, y.dimension, out);
}

/** How many rows of y to work on together, where each takes `perRow` numbers of temporary storage: at most 32, and about 16 MB. */
export function rowsPerBlock(perRow: number): number {
  return Math.max(1, Math.min(32, Math.floor(2_000_000 / Math.max(1, perRow))));
}

/** Rows of the right factor that are kept in the processor's cache while all left rows pass by. */
const cachedNumbers = 16_384;

/**
 * A Bᵀ for A [rows, depth] and B [columns, depth], both row by row: out [rows, columns].
 * Blocks of 2 × 4 accumulators, which fit the processor's registers.
 */
export function multiplyTransposed(
  a: Float64Array,
  b: Float64Array,
  rows: number,
  columns: number,
  depth: number,
  out: Float64Array,
): void {
  const tile = Math.max(4, Math.floor(cachedNumbers / Math.max(1, depth)) & ~3);
  for (let from = 0; from < columns; from += tile) {
    const to = Math.min(columns, from + tile);
    const whole = from + ((to - from) & ~3);
    let i = 0;
    for (; i + 2 <= rows; i += 2) {
      for (let j = from; j < whole; j += 4)
        multiplyBlock(a, b, i * depth, j * depth, depth, out, i * columns + j, columns);
      for (let j = whole; j < to; j++) {
        out[i * columns + j] = multiplyRow(a, b, i * depth, j * depth, depth);
        out[(i + 1) * columns + j] = multiplyRow(a, b, (i + 1) * depth, j * depth, depth);
      }
    }
    for (; i < rows; i++) {
      for (let j = from; j < to; j++) out[i * columns + j] = multiplyRow(a, b, i * depth, j * depth, depth);
    }
  }
}

function multiplyRow(a: Float64Array, b: Float64Array, aAt: number, bAt: number, depth: number): number {
  let sum = 0;
  for (let k = 0; k < depth; k++) sum += (a[aAt + k] as number) * (b[bAt + k] as number);
  return sum;
}

function multiplyBlock(
  a: Float64Array,
  b: Float64Array,
  aAt: number,
  bAt: number,
  depth: number,
  out: Float64Array,
  outAt: number,
  columns: number,
): void {
  let s00 = 0;
  let s01 = 0;
  let s02 = 0;
  let s03 = 0;
  let s10 = 0;
  let s11 = 0;
  let s12 = 0;
  let s13 = 0;
  const a1At = aAt + depth;
  const b1At = bAt + depth;
  const b2At = b1At + depth;
  const b3At = b2At + depth;
  for (let k = 0; k < depth; k++) {
    const a0 = a[aAt + k] as number;
    const a1 = a[a1At + k] as number;
    const b0 = b[bAt + k] as number;
    const b1 = b[b1At + k] as number;
    const b2 = b[b2At + k] as number;
    const b3 = b[b3At + k] as number;
    s00 += a0 * b0;
    s01 += a0 * b1;
    s02 += a0 * b2;
    s03 += a0 * b3;
    s10 += a1 * b0;
    s11 += a1 * b1;
    s12 += a1 * b2;
    s13 += a1 * b3;
  }
  out[outAt] = s00;
  out[outAt + 1] = s01;
  out[outAt + 2] = s02;
  out[outAt + 3] = s03;
  const next = outAt + columns;
  out[next] = s10;
  out[next + 1] = s11;
  out[next + 2] = s12;
  out[next + 3] = s13;
}
