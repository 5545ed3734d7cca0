import { rowProducts } from '../mathematics/row-products';

/** Unit vectors, row by row, or zeros for one that is missing. */
export interface UnitVectors {
  readonly count: number;
  readonly dimension: number;
  readonly values: Float64Array;
  /** How many are not missing. */
  readonly present: number;
}

/** Rows that are multiplied with all before them at a time. */
const block = 64;

/** The shares of pairs of unit vectors whose inner product is at least each of some positive margins, ascending. */
export async function inseparableShares(
  vectors: UnitVectors,
  margins: Float64Array,
  breathe: (done: number) => Promise<void>,
): Promise<Float64Array> {
  const counts = new Float64Array(margins.length);
  const visit = (_: number, products: Float64Array): void => {
    for (let j = 0; j < products.length; j++) {
      const product = products[j] as number;
      for (let m = 0; m < margins.length && product >= (margins[m] as number); m++)
        counts[m] = (counts[m] as number) + 1;
    }
  };
  await forEachRow(vectors, visit, breathe);
  return counts.map((value) => value / pairsOf(vectors.present));
}

/** Calls `visit` with each row and its inner products with all before it. */
export async function forEachRow(
  { count, dimension, values }: UnitVectors,
  visit: (row: number, products: Float64Array) => void,
  breathe: (done: number) => Promise<void>,
): Promise<void> {
  const products = new Float64Array(block * count);
  for (let from = 0; from < count; from += block) {
    await breathe(from);
    const to = Math.min(count, from + block);
    rowProducts(values, dimension, from, to, products);
    for (let i = from; i < to; i++) visit(i, products.subarray((i - from) * to, (i - from) * to + i));
  }
}

/** How many pairs so many make. */
export function pairsOf(count: number): number {
  return (count * (count - 1)) / 2;
}
