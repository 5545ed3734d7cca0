import { z } from 'zod';
import { ExpectedError } from '../errors';
import { choiceParameter, integerParameter } from '../registry/parameters';
import { defineSpace } from './define-space';
import { preshapeSpace } from './preshape-space';
import { rigidCloudSpace } from './rigid-cloud-space';

export const pointCloud = defineSpace({
  id: 'point-cloud',
  label: 'Point cloud',
  summary:
    'Clouds of points with their mean at 0 and unit norm: one fixed shape turned at random, or all shapes; uniform.',
  parameters: z.object({
    points: integerParameter('Number of points', 4, { minimum: 2, maximum: 128 }),
    dimension: integerParameter('Coordinates of each point', 3, { minimum: 1, maximum: 16 }),
    shape: choiceParameter('One fixed shape moved by rotations, or all shapes', ['rigid', 'random'], 'rigid'),
  }),
  create({ points, dimension, shape }) {
    if (shape === 'random') {
      if ((points - 1) * dimension < 2)
        throw new ExpectedError(
          'invalid-input',
          "The task 'point-cloud': two points on a line have one shape only; expected more points.",
        );
      if ((points - 1) * dimension > 256)
        throw new ExpectedError(
          'too-large',
          `The task 'point-cloud': all shapes of ${String(points)} points have ${String((points - 1) * dimension - 1)} dimensions; expected 255 at most.`,
        );
      return preshapeSpace(points, dimension);
    }
    if (dimension !== 2 && dimension !== 3)
      throw new ExpectedError(
        'invalid-input',
        `The task 'point-cloud': dimension: a rigid shape turns in the plane or in space; expected 2 or 3, not ${String(dimension)}.`,
      );
    if (points < dimension)
      throw new ExpectedError(
        'invalid-input',
        `The task 'point-cloud': points: a rigid shape in space needs 3 points or more, not ${String(points)}.`,
      );
    return rigidCloudSpace(points, dimension);
  },
});
