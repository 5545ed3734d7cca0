import { ExpectedError } from '../errors';
import type { GroupContext } from './define-group';

/** Groups of rotations of more dimensions than these have more directions, d (d − 1) / 2, than any use here can afford. */
export const largestDimension = 64;

/**
 * The dimension d of each point of a cloud: as given, or else the layout's. Throws an ExpectedError('does-not-fit') where it is
 * unknown or the last point is incomplete.
 * @returns d, and the number of points
 */
export function pointDimension(
  id: string,
  context: GroupContext,
  given: number | undefined,
): { readonly dimension: number; readonly points: number } {
  const { ambientDimension, layout } = context;
  const dimension = given ?? (layout?.kind === 'point-cloud' ? layout.dimension : undefined);
  if (dimension === undefined) {
    throw new ExpectedError(
      'does-not-fit',
      `The group '${id}' needs the dimension of each point, and the data is no point cloud; give it, for example dimension=3.`,
    );
  }
  if (dimension < 2) {
    throw new ExpectedError(
      'does-not-fit',
      `The group '${id}' turns points of at least 2 coordinates, but the points have ${String(dimension)}.`,
    );
  }
  if (dimension > largestDimension) {
    throw new ExpectedError(
      'too-large',
      `The group '${id}' turns points of ${String(dimension)} coordinates; expected at most ${String(largestDimension)}.`,
    );
  }
  const points = Math.ceil(ambientDimension / dimension);
  if (points * dimension !== ambientDimension) {
    throw new ExpectedError(
      'does-not-fit',
      `The group '${id}' turns points of ${String(dimension)} coordinates, but with ${String(ambientDimension)} coordinates ` +
        `the last point lacks coordinates ${String(ambientDimension)} to ${String(points * dimension - 1)}.`,
    );
  }
  return { dimension, points };
}
