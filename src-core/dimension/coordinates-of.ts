import { quotientCoordinates } from '../gap/quotient-coordinates';
import type { Group } from '../groups/define-group';
import type { Points } from '../mathematics/points';
import type { EstimatorSample, NoEstimate } from './define-estimator';
import { remembered } from './remembered';

const mapped = remembered((group: Group) => {
  const coordinates = quotientCoordinates(group);
  return { group: coordinates.group, map: remembered((points: Points) => coordinates.map(points)) };
});

/** Coordinates of the points whose Euclidean distance is the quotient distance, the same object each time; or one sentence where the quotient has none. */
export function coordinatesOf({ points, group }: Pick<EstimatorSample, 'points' | 'group'>): Points | NoEstimate {
  const coordinates = mapped(group);
  if (coordinates.group.order === 1) return coordinates.map(points);
  return { doesNotApply: 'It needs coordinates, but of this quotient only the distances between points are known.' };
}
