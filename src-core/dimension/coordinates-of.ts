import { quotientCoordinates } from '../gap/quotient-coordinates';
import type { Points } from '../mathematics/points';
import type { EstimatorSample, NoEstimate } from './define-estimator';

/** Coordinates of the points whose Euclidean distance is the quotient distance; or one sentence where the quotient has none. */
export function coordinatesOf({ points, group }: Pick<EstimatorSample, 'points' | 'group'>): Points | NoEstimate {
  const coordinates = quotientCoordinates(group);
  if (coordinates.group.order === 1) return coordinates.map(points);
  return { doesNotApply: 'It needs coordinates, but of this quotient only the distances between points are known.' };
}
