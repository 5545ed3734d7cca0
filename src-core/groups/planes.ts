import { ExpectedError } from '../errors';
import type { GroupContext } from './define-group';

/** A plane of R^D turned by a group: x_first + i x_second is multiplied by e^{i · frequency · θ}. */
export interface TurnedPlane {
  readonly first: number;
  readonly second: number;
  readonly frequency: number;
}

/**
 * The planes that a group turns: all consecutive pairs of coordinates unless they are named.
 * Planes of frequency 0 are left out. Throws an ExpectedError('does-not-fit') that names the missing coordinates.
 */
export function turnedPlanes(
  id: string,
  context: GroupContext,
  planes: readonly (readonly [number, number])[] | undefined,
  frequencies: readonly number[] | undefined,
): readonly TurnedPlane[] {
  const { ambientDimension } = context;
  if (planes === undefined && (ambientDimension < 2 || ambientDimension % 2 === 1)) {
    throw new ExpectedError(
      'does-not-fit',
      `The group '${id}' turns consecutive pairs of coordinates, but of ${String(ambientDimension)} coordinates the last ` +
        `(${String(ambientDimension - 1)}) has no partner ${String(ambientDimension)}; name the planes, for example planes=0-1.`,
    );
  }
  const pairs = planes ?? Array.from({ length: ambientDimension / 2 }, (_, p) => [2 * p, 2 * p + 1] as const);
  const seen = new Set<number>();
  const missing = [...new Set(pairs.flat())].filter((coordinate) => coordinate >= ambientDimension);
  if (missing.length > 0) {
    throw new ExpectedError(
      'does-not-fit',
      `The group '${id}' needs ${missing.length > 1 ? 'coordinates' : 'coordinate'} ${missing.sort((a, b) => a - b).join(', ')}, ` +
        `but the data has only coordinates 0 to ${String(ambientDimension - 1)}.`,
    );
  }
  for (const coordinate of pairs.flat()) {
    if (seen.has(coordinate)) {
      throw new ExpectedError(
        'invalid-input',
        `The planes of '${id}' name coordinate ${String(coordinate)} twice; expected disjoint planes.`,
      );
    }
    seen.add(coordinate);
  }
  if (frequencies !== undefined && frequencies.length !== pairs.length) {
    throw new ExpectedError(
      'does-not-fit',
      `The group '${id}' has ${String(frequencies.length)} frequencies for ${String(pairs.length)} planes; expected one for each plane.`,
    );
  }
  const turned = pairs
    .map(([first, second], p) => ({ first, second, frequency: frequencies?.[p] ?? 1 }))
    .filter((plane) => plane.frequency !== 0);
  if (turned.length === 0) {
    throw new ExpectedError(
      'invalid-input',
      `All frequencies of '${id}' are 0; expected at least one plane that turns.`,
    );
  }
  return turned;
}

/** Planes of one frequency, in the order in which their coordinates are gathered. */
export interface FrequencyClass {
  readonly frequency: number;
  readonly planes: readonly TurnedPlane[];
}

/** The planes by their frequency, ascending. */
export function frequencyClasses(planes: readonly TurnedPlane[]): readonly FrequencyClass[] {
  const frequencies = [...new Set(planes.map((plane) => plane.frequency))].sort((a, b) => a - b);
  return frequencies.map((frequency) => ({
    frequency,
    planes: planes.filter((plane) => plane.frequency === frequency),
  }));
}

/** What distinguishes SO(2), O(2), C_k and D_k, all of which turn planes. */
export interface PlanarKind {
  readonly ambientDimension: number;
  readonly planes: readonly TurnedPlane[];
  /** Number of rotations; Infinity for all angles. */
  readonly rotations: number;
  /** Also the reflections that conjugate every plane (second coordinate ↦ minus it). */
  readonly reflections: boolean;
}
