import { z } from 'zod';
import { normalPoints, type RandomStream } from '../mathematics/random-stream';
import type { Reals } from '../mathematics/points';
import { integerParameter } from '../registry/parameters';
import { identityJacobian } from './cube';
import { defineSpace, type Parametrisation } from './define-space';

export const gaussian = defineSpace({
  id: 'gaussian',
  label: 'Gaussian',
  summary: 'Independent standard normal coordinates; the law has no finite constant in one or two dimensions.',
  parameters: z.object({ dimension: integerParameter('Number of coordinates', 2, { minimum: 1, maximum: 256 }) }),
  create({ dimension }) {
    const density = (x: Reals): number => {
      let square = 0;
      for (const value of x) square += value * value;
      return Math.exp(-square / 2) * Math.pow(2 * Math.PI, -dimension / 2);
    };
    const parametrisation: Parametrisation = {
      dimension,
      latents: Array.from({ length: dimension }, () => ({ from: -Infinity, to: Infinity, periodic: false })),
      density,
      draw(random: RandomStream, out) {
        for (let i = 0; i < dimension; i++) out[i] = random.normal();
      },
      embed(u, out) {
        out.set(u);
      },
      jacobian: identityJacobian(dimension),
    };
    return {
      ambientDimension: dimension,
      dimension,
      layout: { kind: 'plain' },
      sample: (count, random) => normalPoints(random, count, dimension),
      residual: () => 0,
      parametrisation,
      density,
      geometry: { boundary: false, curved: false, compact: false, noise: 0 },
    };
  },
});
