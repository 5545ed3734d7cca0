/** Unit vectors, row by row. */
export interface UnitVectors {
  readonly count: number;
  readonly dimension: number;
  readonly values: Float64Array;
}

/** The shares of pairs of unit vectors whose inner product is at least each of some margins, ascending. */
export function inseparableShares({ count, dimension, values }: UnitVectors, margins: Float64Array): Float64Array {
  const counts = new Float64Array(margins.length);
  const least = margins[0] as number;
  for (let i = 0; i < count; i++) {
    const start = i * dimension;
    for (let j = 0, at = 0; j < i; j++) {
      let product = 0;
      for (let d = 0; d < dimension; d++) product += (values[start + d] as number) * (values[at++] as number);
      if (product < least) continue;
      for (let m = 0; m < margins.length && product >= (margins[m] as number); m++)
        counts[m] = (counts[m] as number) + 1;
    }
  }
  return counts.map((value) => value / ((count * (count - 1)) / 2));
}
