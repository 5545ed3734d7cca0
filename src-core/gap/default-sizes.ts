/**
 * Sizes for the gap curve of N points: evenly spaced in log n from 16 (less where N is small) to N/2, at most 20 of them, none twice.
 * @param points - N ≥ 4
 * @param from - the smallest size, in place of 16
 */
export function defaultSizes(points: number, from = 16): readonly number[] {
  const largest = Math.floor(points / 2);
  const smallest = Math.max(1, Math.min(from, Math.floor(points / 8)));
  const steps = Math.min(19, Math.max(1, Math.ceil(Math.log2(largest / smallest) * 3)));
  const sizes = Array.from({ length: steps + 1 }, (_, i) => Math.round(smallest * (largest / smallest) ** (i / steps)));
  return [...new Set(sizes)];
}
