import type { Group } from '../groups/define-group';
import { trivial } from '../groups/trivial';
import { type Points, rowOf, zeroPoints } from '../mathematics/points';

/** Maps points to coordinates whose Euclidean distance is the quotient distance, where the group has cheap ones. */
export interface QuotientCoordinates {
  map(points: Points): Points;
  /** What is left to be done: no symmetry where coordinates were found, else the group itself. */
  readonly group: Group;
}

/** The group's canonical coordinates, or the points as they are. */
export function quotientCoordinates(group: Group): QuotientCoordinates {
  const { canonical } = group;
  if (group.order === 1 || canonical === undefined) return { map: (points) => points, group };
  return {
    map(points) {
      const mapped = zeroPoints(points.count, canonical.dimension);
      for (let i = 0; i < points.count; i++)
        canonical.map(rowOf(points, i), mapped.values.subarray(i * canonical.dimension, (i + 1) * canonical.dimension));
      return mapped;
    },
    group: trivial.create({}, { ambientDimension: canonical.dimension }),
  };
}
