import { z } from 'zod';
import { unitSphereArea } from '../laws/unit-ball-volume';
import type { Reals } from '../mathematics/points';
import { integerParameter } from '../registry/parameters';
import { defineSpace } from './define-space';
import { pointsFrom } from './sample-points';
import { drawOnSphere, sphereParametrisation } from './sphere-parametrisation';

export const sphere = defineSpace({
  id: 'sphere',
  label: 'Sphere',
  summary: 'The unit sphere of the dimension asked for, in one dimension more; uniform.',
  parameters: z.object({ dimension: integerParameter('Dimension of the sphere', 2, { minimum: 1, maximum: 256 }) }),
  create({ dimension }) {
    const area = unitSphereArea(dimension);
    const residual = (x: Reals): number => Math.abs(norm(x) - 1);
    return {
      ambientDimension: dimension + 1,
      dimension,
      layout: { kind: 'plain' },
      sample: (count, random) =>
        pointsFrom(count, dimension + 1, (out) => {
          drawOnSphere(random, out);
        }),
      residual,
      parametrisation: sphereParametrisation(dimension),
      density: (x) => (residual(x) > 1e-5 ? 0 : 1 / area),
      geometry: { boundary: false, curved: true, compact: true, noise: 0 },
    };
  },
});

function norm(x: Reals): number {
  let sum = 0;
  for (const value of x) sum += value * value;
  return Math.sqrt(sum);
}
