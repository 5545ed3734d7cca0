import { z } from 'zod';
import { integerParameter, integersParameter, planesParameter } from '../registry/parameters';
import { defineGroup } from './define-group';
import { suitsPlanes } from './plain-planes';
import { planarGroup } from './planar-group';
import { turnedPlanes } from './planes';

/** Rotations of planes by multiples of one angle. */
export const cyclic = defineGroup({
  id: 'cyclic',
  label: 'Cyclic rotations C_k',
  summary: 'Turns planes together by multiples of a full turn divided by the order.',
  parameters: z.object({
    order: integerParameter('Number of rotations', 4, { minimum: 1, maximum: 100_000 }),
    planes: planesParameter('The planes that turn, as pairs of coordinates'),
    frequencies: integersParameter('Multiple of the angle by which each plane turns; 0 leaves it alone', {
      minimum: 0,
      maximum: 1000,
    }),
  }),
  suits: suitsPlanes,
  create: ({ order, planes, frequencies }, context) =>
    planarGroup({
      ambientDimension: context.ambientDimension,
      planes: turnedPlanes('cyclic', context, planes, frequencies),
      rotations: order,
      reflections: false,
    }),
});
