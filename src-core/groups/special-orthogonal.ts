import { z } from 'zod';
import { optionalIntegerParameter } from '../registry/parameters';
import { defineGroup } from './define-group';
import { largestDimension, pointDimension } from './point-dimension';
import { pointRotationGroup } from './point-rotation-group';

/** Rotations of point clouds. */
export const specialOrthogonal = defineGroup({
  id: 'special-orthogonal',
  label: 'Rotations SO(d)',
  summary: 'Turns all points of a cloud together about the origin.',
  parameters: z.object({
    dimension: optionalIntegerParameter('Coordinates of each point; from the data where known', {
      minimum: 2,
      maximum: largestDimension,
    }),
  }),
  suits: ({ layout }) => layout?.kind === 'point-cloud' && layout.dimension >= 2,
  movesInputs: ({ dimension }) => dimension === undefined,
  create(parameters, context) {
    const { dimension, points } = pointDimension('special-orthogonal', context, parameters.dimension);
    return pointRotationGroup(points, dimension, false);
  },
});
