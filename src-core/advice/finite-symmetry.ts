import type { Group } from '../groups/define-group';
import { rowOf, type Points } from '../mathematics/points';

/** Points that the spacing is averaged over. */
const probes = 200;

/** What the theory says of a finite group. */
export interface FiniteSymmetry {
  readonly order: number;
  /** |G|^(2/d), by which a free action divides the constant; null where d is not known. */
  readonly constantFactor: number | null;
  /** Of shifts by whole pixels. */
  readonly shifts: ShiftCrossover | null;
}

/** Where whole pixel shifts cease to act like continuous ones. */
export interface ShiftCrossover {
  /** Mean squared distance of an image to itself moved by one pixel down, and to the right. */
  readonly spacing: readonly [number, number];
  /**
   * Above this gap, shifted copies lie closer than the data, and whole shifts lower d like continuous ones; below it d is that of the data, and they save at most
   * |G|-fold. It is where the squared distance to the nearest copy, a twelfth of the spacing in each direction, is half of the gap.
   */
  readonly gap: number;
}

/**
 * @param dimension - d of the data, without the symmetry
 * @returns null for a group that is not finite
 */
export function finiteSymmetry(group: Group, points: Points, dimension: number | null): FiniteSymmetry | null {
  if (!Number.isFinite(group.order)) return null;
  return {
    order: group.order,
    constantFactor: dimension === null ? null : group.order ** (2 / dimension),
    shifts: group.shifts?.whole === true ? crossover(group, points) : null,
  };
}

function crossover(group: Group, points: Points): ShiftCrossover {
  // An element is [rows down, columns to the right].
  const spacing = (
    [
      [1, 0],
      [0, 1],
    ] as const
  ).map((element) => spacingOf(group, Float64Array.from(element), points));
  const [down, right] = spacing as [number, number];
  return { spacing: [down, right], gap: (2 * (down + right)) / 12 };
}

/** The mean of ‖x − g x‖². */
function spacingOf(group: Group, element: Float64Array, points: Points): number {
  const count = Math.min(probes, points.count);
  const image = new Float64Array(points.dimension);
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const x = rowOf(points, i);
    group.act(element, x, image);
    for (let d = 0; d < x.length; d++) sum += ((x[d] as number) - (image[d] as number)) ** 2;
  }
  return sum / count;
}
