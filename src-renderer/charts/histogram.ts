/** How many values fall between two edges. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/**
 * Bins of equal width from the least value to the 98 % quantile; the last one holds all that lies beyond, as the tail of dimensions at single points is long.
 * @param values - at least one, finite
 */
export function histogram(values: readonly number[], bins: number): readonly Bin[] {
  const sorted = Float64Array.from(values).sort();
  const least = sorted[0] as number;
  const most = sorted[Math.floor(0.98 * (sorted.length - 1))] as number;
  const width = (most - least) / bins || 1;
  const counts = new Array<number>(bins).fill(0);
  for (const value of sorted) {
    const bin = Math.min(bins - 1, Math.floor((value - least) / width));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts.map((count, i) => ({ from: least + i * width, to: least + (i + 1) * width, count }));
}
