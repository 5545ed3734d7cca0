import { z } from 'zod';
import type { Reals } from '../mathematics/points';
import { integerParameter } from '../registry/parameters';
import { defineSpace, type Parametrisation } from './define-space';
import { embeddedPoints } from './sample-points';
import { uniformDensity } from './uniform-density';

export const cube = defineSpace({
  id: 'cube',
  label: 'Cube',
  summary: 'The unit cube [0, 1]^k, uniform; its boundary makes small data sets deviate.',
  parameters: z.object({ dimension: integerParameter('Dimension of the cube', 2, { minimum: 1, maximum: 512 }) }),
  create({ dimension }) {
    const parametrisation: Parametrisation = {
      dimension,
      latents: Array.from({ length: dimension }, () => ({ from: 0, to: 1, periodic: false })),
      density: () => 1,
      draw(random, out) {
        for (let i = 0; i < dimension; i++) out[i] = random.uniform();
      },
      embed(u, out) {
        out.set(u);
      },
      jacobian: identityJacobian(dimension),
    };
    const residual = (x: Reals): number => {
      let sum = 0;
      for (const value of x) sum += Math.max(0, -value, value - 1) ** 2;
      return Math.sqrt(sum);
    };
    return {
      ambientDimension: dimension,
      dimension,
      layout: { kind: 'plain' },
      sample: (count, random) => embeddedPoints(parametrisation, dimension, count, random),
      residual,
      parametrisation,
      density: uniformDensity(1, residual, 1e-9),
      geometry: { boundary: true, curved: false, compact: true, noise: 0 },
    };
  },
});

/** The Jacobian of the identity of R^`dimension`. */
export function identityJacobian(dimension: number): (u: Reals, out: Float64Array) => void {
  return (_, out) => {
    out.fill(0);
    for (let i = 0; i < dimension; i++) out[i * dimension + i] = 1;
  };
}
