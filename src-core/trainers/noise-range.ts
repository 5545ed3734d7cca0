/** The noise of a reverse process at its ends, by the data. */
export interface NoiseEnds {
  /** At the start, in standard deviations of the data a coordinate. */
  readonly largestNoise: number;
  /** At the end, in mean distances between nearest training orbits; in standard deviations where there is one orbit alone. */
  readonly smallestNoise: number;
}

/** The same in the units of the data: the smallest is at most half of the largest. */
export function noiseRange(
  { largestNoise, smallestNoise }: NoiseEnds,
  { spread, spacing }: { readonly spread: number; readonly spacing: number },
): { readonly largest: number; readonly smallest: number } {
  const largest = largestNoise * spread;
  return { largest, smallest: Math.min(smallestNoise * (spacing > 0 ? spacing : spread), largest / 2) };
}
