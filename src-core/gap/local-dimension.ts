/** The local dimension d(n) = −2 / (d log R / d log n) of a gap curve at one size. */
export interface LocalDimension {
  readonly size: number;
  readonly dimension: number;
  readonly standardError: number;
}

/**
 * The local dimension at each inner size, from the two sizes beside it (a central difference in log-log), with the standard error that the
 * covariance gives to first order. Sizes where the gap is 0 or does not fall have no local dimension and are left out.
 *
 * @param sizes - ascending
 * @param covariance - of the gaps, sizes × sizes
 */
export function localDimensions(
  sizes: readonly number[],
  gaps: Float64Array,
  covariance: Float64Array,
): readonly LocalDimension[] {
  const found: LocalDimension[] = [];
  for (let i = 1; i + 1 < sizes.length; i++) {
    const before = gaps[i - 1] as number;
    const after = gaps[i + 1] as number;
    if (!(before > 0 && after > 0)) continue;
    const span = Math.log((sizes[i + 1] as number) / (sizes[i - 1] as number));
    const slope = Math.log(after / before) / span;
    if (!(slope < 0)) continue;
    const at = (a: number, b: number): number => covariance[a * sizes.length + b] as number;
    const variance =
      at(i - 1, i - 1) / before ** 2 + at(i + 1, i + 1) / after ** 2 - (2 * at(i - 1, i + 1)) / (before * after);
    const dimension = -2 / slope;
    const standardError = ((dimension ** 2 / 2) * Math.sqrt(Math.max(0, variance))) / span;
    found.push({ size: sizes[i] as number, dimension, standardError });
  }
  return found;
}
