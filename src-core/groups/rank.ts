import type { Points, Reals } from '../mathematics/points';

/**
 * The numerical rank of the rows, by Gram–Schmidt with the longest remaining row first. What is left of a row counts as zero
 * below 10⁻⁶ of the longest row, and below 10⁻⁶ of the point `x` whose tangents the rows are: rounding, of float32 at most.
 */
export function rankOf(rows: Points, x: Reals): number {
  const { count, dimension } = rows;
  const left = Array.from({ length: count }, (_, i) =>
    Float64Array.from(rows.values.subarray(i * dimension, (i + 1) * dimension)),
  );
  const threshold = 1e-6 * Math.max(lengthOf(x), ...left.map(lengthOf));
  for (let rank = 0; rank < count; rank++) {
    const lengths = left.map(lengthOf);
    const length = Math.max(...lengths);
    const [chosen] = left.splice(lengths.indexOf(length), 1);
    if (chosen === undefined || length <= threshold) return rank;
    for (const row of left) {
      let share = 0;
      for (let k = 0; k < dimension; k++) share += ((row[k] ?? 0) * (chosen[k] ?? 0)) / (length * length);
      for (let k = 0; k < dimension; k++) row[k] = (row[k] ?? 0) - share * (chosen[k] ?? 0);
    }
  }
  return count;
}

function lengthOf(values: Reals): number {
  let squares = 0;
  for (const value of values) squares += value * value;
  return Math.sqrt(squares);
}
