import type { Group } from '../groups/define-group';
import { zeroPoints, type Points, type Reals } from '../mathematics/points';
import { discreteElements } from './discrete-elements';

/** What can be drawn of an orbit. */
export interface OrbitPieces {
  /** Points that finitely many elements make of x, x itself first. */
  readonly copies: Points;
  /** How many copies there are in all, where not all are here. */
  readonly copiesOf: number;
  /** Closed lines through the copies, the last point of each equal to its first: one a continuous parameter of the group and copy; none for a finite group. */
  readonly lines: readonly Points[];
}

export interface OrbitDetail {
  /** Copies at most. */
  readonly copies: number;
  /** Continuous parameters that lines are drawn for, at most. */
  readonly parameters: number;
  /** Segments of a line at least, and at most where it winds. */
  readonly segments: readonly [least: number, most: number];
}

/** A segment longer than this share of its line's extent is divided. */
const roughSegment = 0.12;

/**
 * The orbit G x as copies and lines: exactly where each element is a copy or a point of a line, a net of coordinate lines through x where the group has several
 * continuous parameters. Every point is g x for some g.
 * @param x - length D
 */
export function orbitPieces(group: Group, x: Reals, detail: OrbitDetail): OrbitPieces {
  const { elements, of } = discreteElements(group, detail.copies);
  const copies = zeroPoints(elements.length, group.ambientDimension);
  elements.forEach((element, i) => {
    group.act(element, x, copies.values.subarray(i * copies.dimension, (i + 1) * copies.dimension));
  });
  const sliders = (group.sliders ?? []).slice(0, detail.parameters);
  const lines = elements.flatMap((_, i) => {
    const from = copies.values.subarray(i * copies.dimension, (i + 1) * copies.dimension);
    return sliders.flatMap((slider) => {
      const line = orbitLine(group, from, slider, detail.segments);
      return line === undefined ? [] : [line];
    });
  });
  return { copies, copiesOf: of, lines };
}

/** The closed line along which one parameter moves x, in as many segments as its windings ask for; undefined where x stays in place. */
export function orbitLine(
  group: Group,
  x: Reals,
  slider: NonNullable<Group['sliders']>[number],
  [least, most]: readonly [number, number],
): Points | undefined {
  for (let segments = least; ; segments *= 2) {
    const line = zeroPoints(segments + 1, group.ambientDimension);
    for (let i = 0; i < segments; i++)
      group.act(
        slider.element((slider.period * i) / segments),
        x,
        line.values.subarray(i * line.dimension, (i + 1) * line.dimension),
      );
    line.values.copyWithin(segments * line.dimension, 0, line.dimension);
    const { longest, extent } = measuresOf(line);
    if (extent < 1e-9 * (1 + Math.hypot(...x.subarray(0, 64)))) return undefined;
    if (longest <= roughSegment * extent || 2 * segments > most) return line;
  }
}

/** The longest segment of a line, and twice the farthest distance from its first point. */
function measuresOf({ count, dimension, values }: Points): { readonly longest: number; readonly extent: number } {
  let longest = 0;
  let farthest = 0;
  for (let i = 1; i < count; i++) {
    let segment = 0;
    let away = 0;
    for (let k = 0; k < dimension; k++) {
      const value = values[i * dimension + k] as number;
      segment += (value - (values[(i - 1) * dimension + k] as number)) ** 2;
      away += (value - (values[k] as number)) ** 2;
    }
    longest = Math.max(longest, segment);
    farthest = Math.max(farthest, away);
  }
  return { longest: Math.sqrt(longest), extent: 2 * Math.sqrt(farthest) };
}
