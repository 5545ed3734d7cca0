import { z } from 'zod';
import { integersParameter, planesParameter } from '../registry/parameters';
import { defineGroup } from './define-group';
import { suitsPlanes } from './plain-planes';
import { planarGroup } from './planar-group';
import { turnedPlanes } from './planes';

/** Rotations and reflections of one or several planes by a common angle. */
export const o2 = defineGroup({
  id: 'o2',
  label: 'Rotations and reflections O(2)',
  summary: 'Turns planes together by any angle, each by its own multiple of it, and reflects them together.',
  parameters: z.object({
    planes: planesParameter('The planes that turn, as pairs of coordinates'),
    frequencies: integersParameter('Multiple of the angle by which each plane turns; 0 leaves it alone', {
      minimum: 0,
      maximum: 1000,
    }),
  }),
  suits: suitsPlanes,
  create: ({ planes, frequencies }, context) =>
    planarGroup({
      ambientDimension: context.ambientDimension,
      planes: turnedPlanes('o2', context, planes, frequencies),
      rotations: Infinity,
      reflections: true,
    }),
});
