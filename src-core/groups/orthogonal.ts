import { z } from 'zod';
import { optionalIntegerParameter } from '../registry/parameters';
import { defineGroup } from './define-group';
import { largestDimension, pointDimension } from './point-dimension';
import { pointRotationGroup } from './point-rotation-group';

/** Rotations and reflections of point clouds. */
export const orthogonal = defineGroup({
  id: 'orthogonal',
  label: 'Rotations and reflections O(d)',
  summary: 'Turns and reflects all points of a cloud together about the origin.',
  parameters: z.object({
    dimension: optionalIntegerParameter('Coordinates of each point; from the data where known', {
      minimum: 2,
      maximum: largestDimension,
    }),
  }),
  suits: ({ layout }) => layout?.kind === 'point-cloud' && layout.dimension >= 2,
  movesInputs: ({ dimension }) => dimension === undefined,
  create(parameters, context) {
    const { dimension, points } = pointDimension('orthogonal', context, parameters.dimension);
    return pointRotationGroup(points, dimension, true);
  },
});
