import { z } from 'zod';
import type { Reals } from '../mathematics/points';
import { integerParameter } from '../registry/parameters';
import { defineSpace, type Parametrisation } from './define-space';
import { embeddedPoints } from './sample-points';

export const torus = defineSpace({
  id: 'torus',
  label: 'Torus',
  summary: 'A product of unit circles, each in a plane of its own; uniform.',
  parameters: z.object({ dimension: integerParameter('Number of circles', 2, { minimum: 1, maximum: 256 }) }),
  create({ dimension }) {
    const density = Math.pow(2 * Math.PI, -dimension);
    const parametrisation: Parametrisation = {
      dimension,
      latents: Array.from({ length: dimension }, () => ({ from: 0, to: 2 * Math.PI, periodic: true })),
      density: () => density,
      draw(random, out) {
        for (let i = 0; i < dimension; i++) out[i] = 2 * Math.PI * random.uniform();
      },
      embed(u, out) {
        for (let i = 0; i < dimension; i++) {
          out[2 * i] = Math.cos(u[i] ?? 0);
          out[2 * i + 1] = Math.sin(u[i] ?? 0);
        }
      },
      jacobian(u, out) {
        out.fill(0);
        for (let i = 0; i < dimension; i++) {
          out[2 * i * dimension + i] = -Math.sin(u[i] ?? 0);
          out[(2 * i + 1) * dimension + i] = Math.cos(u[i] ?? 0);
        }
      },
    };
    const residual = (x: Reals): number => {
      let sum = 0;
      for (let i = 0; i < dimension; i++) sum += (Math.hypot(x[2 * i] ?? 0, x[2 * i + 1] ?? 0) - 1) ** 2;
      return Math.sqrt(sum);
    };
    return {
      ambientDimension: 2 * dimension,
      dimension,
      layout: { kind: 'plain' },
      sample: (count, random) => embeddedPoints(parametrisation, 2 * dimension, count, random),
      residual,
      parametrisation,
      density: (x) => (residual(x) > 1e-5 ? 0 : density),
      geometry: { boundary: false, curved: true, compact: true, noise: 0 },
    };
  },
});
