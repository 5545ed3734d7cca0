import table from '../../resources/danco-table.json' with { type: 'json' };
import type { DancoStatistics } from './danco-statistics';

/** The neighbours that the table was made with. */
export const referenceNeighbours = table.k;

/** The largest dimension of the table's balls. */
export const highestDimension = table.dimensions[table.dimensions.length - 1] as number;

/**
 * The statistics of a ball, from those of balls that were simulated: between their dimensions and sizes by straight lines, over log d and log N, of the
 * logarithms of the distance and of the concentration, and of the angle. Sizes beyond the table's count as the nearest one.
 */
export function dancoReference(dimension: number, size: number): DancoStatistics {
  const across = placeIn(table.dimensions, dimension);
  const along = placeIn(table.sizes, size);
  const interpolated = (values: readonly (readonly number[])[], transform: (value: number) => number): number => {
    const at = (i: number, j: number): number => transform((values[i] as readonly number[])[j] as number);
    const line = (i: number): number => (1 - along.share) * at(i, along.below) + along.share * at(i, along.below + 1);
    return (1 - across.share) * line(across.below) + across.share * line(across.below + 1);
  };
  return {
    distance: Math.exp(interpolated(table.distance, Math.log)),
    angle: interpolated(table.angle, (value) => value),
    concentration: Math.exp(interpolated(table.concentration, Math.log)),
  };
}

/** Between which two of ascending values one lies, and at which share of the way over their logarithms. */
function placeIn(values: readonly number[], value: number): { readonly below: number; readonly share: number } {
  let below = 0;
  while (below + 2 < values.length && (values[below + 1] as number) <= value) below++;
  const [from, to] = [Math.log(values[below] as number), Math.log(values[below + 1] as number)];
  return { below, share: Math.max(0, Math.min(1, (Math.log(value) - from) / (to - from))) };
}
