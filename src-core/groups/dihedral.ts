import { z } from 'zod';
import { integerParameter, planesParameter } from '../registry/parameters';
import { defineGroup } from './define-group';
import { suitsPlanes } from './plain-planes';
import { planarGroup } from './planar-group';
import { turnedPlanes } from './planes';

/** The symmetries of a regular polygon, acting on planes. */
export const dihedral = defineGroup({
  id: 'dihedral',
  label: 'Dihedral group D_k',
  summary: 'The rotations and reflections of a regular polygon with k corners, acting on planes together.',
  parameters: z.object({
    order: integerParameter('Number of rotations; the group has twice as many elements', 4, {
      minimum: 1,
      maximum: 50_000,
    }),
    planes: planesParameter('The planes that turn, as pairs of coordinates'),
  }),
  suits: suitsPlanes,
  create: ({ order, planes }, context) =>
    planarGroup({
      ambientDimension: context.ambientDimension,
      planes: turnedPlanes('dihedral', context, planes, undefined),
      rotations: order,
      reflections: true,
    }),
});
