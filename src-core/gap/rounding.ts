import type { Group } from '../groups/define-group';
import type { Points, Reals } from '../mathematics/points';

/** Squared distances relative to ‖y‖² + ‖z‖² that are rounding alone: some ten thousand times what it makes of two points of one orbit. */
const relativeRounding = { float32: 1e-13, float64: 1e-20 };

/**
 * The share of 2‖y‖² below which the squared distance of an orbit to y is the rounding of moving points along orbits, and is to be exactly 0. Without
 * symmetry 0: there, differences of coordinates are exact.
 */
export function roundingShare(group: Group, ...sets: readonly Points[]): number {
  if (group.order === 1) return 0;
  return sets.some(({ values }) => values instanceof Float32Array)
    ? relativeRounding.float32
    : relativeRounding.float64;
}

/** Sets the leading ones of ascending squared distances, in places `from` to `to` (exclusive), to 0 where they are not above `limit`; returns how many are 0. */
export function dropRounding(ascending: Reals, from: number, to: number, limit: number): number {
  let at = from;
  while (at < to && (ascending[at] as number) <= limit) ascending[at++] = 0;
  return at - from;
}
