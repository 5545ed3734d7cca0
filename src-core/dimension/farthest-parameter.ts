import { choiceParameter } from '../registry/parameters';

/** What becomes of the k-th neighbour, which sets the radius that the distances of the others are measured by. */
export const farthestParameter = () =>
  choiceParameter(
    'Whether the farthest neighbour, which sets the radius, is itself one of those that are measured',
    ['left-out', 'counted'],
    'left-out',
  );
