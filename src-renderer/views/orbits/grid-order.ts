import type { NearestOrbits } from '#contract/orbits';

/** How outputs are put in order: as they were drawn, or by their distance to the nearest orbit. */
export type GridOrder = 'drawn' | 'nearest' | 'farthest';

/** The places of `count` outputs in an order; those that were not measured come last where it goes by distance. */
export function gridOrder(count: number, measured: NearestOrbits | null, order: GridOrder): readonly number[] {
  const places = Array.from({ length: count }, (_, place) => place);
  if (order === 'drawn' || measured === null) return places;
  const distances = new Float64Array(count).fill(NaN);
  measured.places.forEach((place, i) => (distances[place] = measured.distances[i] ?? NaN));
  const sign = order === 'nearest' ? 1 : -1;
  return places.sort((a, b) => {
    const [first, second] = [distances[a] ?? NaN, distances[b] ?? NaN];
    if (Number.isNaN(first) || Number.isNaN(second)) return Number(Number.isNaN(first)) - Number(Number.isNaN(second));
    return sign * (first - second) || a - b;
  });
}
