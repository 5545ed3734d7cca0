/** Float32 for large data and training, float64 for statistics and references. */
export type Reals = Float32Array | Float64Array;

/** `count` points of R^`dimension`, row by row in `values`. */
export interface Points {
  readonly count: number;
  readonly dimension: number;
  readonly values: Reals;
}

/** A view (no copy) of row `index`. */
export function rowOf(points: Points, index: number): Reals {
  return points.values.subarray(index * points.dimension, (index + 1) * points.dimension);
}

/** A view (no copy) of rows `from` to `to` (exclusive). */
export function rowsOf(points: Points, from: number, to: number): Points {
  const { dimension } = points;
  return { count: to - from, dimension, values: points.values.subarray(from * dimension, to * dimension) };
}

/** Copies of the chosen rows, in the order of `indices`. */
export function selectRows(points: Points, indices: ArrayLike<number>): Points {
  const { dimension } = points;
  const size = indices.length * dimension;
  const values = points.values instanceof Float32Array ? new Float32Array(size) : new Float64Array(size);
  for (let i = 0; i < indices.length; i++) values.set(rowOf(points, indices[i] ?? 0), i * dimension);
  return { count: indices.length, dimension, values };
}

/** Copies of the coordinates from `from` to `to` (exclusive) of every point, in float64. */
export function columnsOf(points: Points, from: number, to: number): Points {
  const columns = zeroPoints(points.count, to - from);
  for (let i = 0; i < points.count; i++) columns.values.set(rowOf(points, i).subarray(from, to), i * columns.dimension);
  return columns;
}

/** New points of zeros, in float64. */
export function zeroPoints(count: number, dimension: number): Points & { readonly values: Float64Array } {
  return { count, dimension, values: new Float64Array(count * dimension) };
}
