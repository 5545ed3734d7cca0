import { z } from 'zod';
import { unitBallVolume } from '../laws/unit-ball-volume';
import type { Reals } from '../mathematics/points';
import { integerParameter } from '../registry/parameters';
import { defineSpace, type Parametrisation } from './define-space';
import { pointsFrom } from './sample-points';
import { drawOnSphere, sphereParametrisation } from './sphere-parametrisation';
import { uniformDensity } from './uniform-density';

export const ball = defineSpace({
  id: 'ball',
  label: 'Ball',
  summary: 'The unit ball, uniform; its boundary makes small data sets deviate.',
  parameters: z.object({ dimension: integerParameter('Dimension of the ball', 2, { minimum: 1, maximum: 256 }) }),
  create({ dimension }) {
    const residual = (x: Reals): number => Math.max(0, Math.hypot(...x) - 1);
    return {
      ambientDimension: dimension,
      dimension,
      layout: { kind: 'plain' },
      sample: (count, random) =>
        pointsFrom(count, dimension, (out) => {
          const radius = random.uniform() ** (1 / dimension);
          drawOnSphere(random, out);
          for (let i = 0; i < dimension; i++) out[i] = radius * (out[i] ?? 0);
        }),
      residual,
      parametrisation: dimension === 1 ? interval : ballParametrisation(dimension),
      density: uniformDensity(unitBallVolume(dimension), residual, 1e-9),
      geometry: { boundary: true, curved: false, compact: true, noise: 0 },
    };
  },
});

const interval: Parametrisation = {
  dimension: 1,
  latents: [{ from: -1, to: 1, periodic: false }],
  density: () => 0.5,
  draw(random, out) {
    out[0] = 2 * random.uniform() - 1;
  },
  embed(u, out) {
    out[0] = u[0] ?? 0;
  },
  jacobian(_, out) {
    out[0] = 1;
  },
};

/** Radius, then the angles of the sphere. */
function ballParametrisation(dimension: number): Parametrisation {
  const sphere = sphereParametrisation(dimension - 1);
  const angles = new Float64Array(dimension - 1);
  return {
    dimension,
    latents: [{ from: 0, to: 1, periodic: false }, ...sphere.latents],
    density: (u) => dimension * (u[0] ?? 0) ** (dimension - 1) * sphere.density(u.subarray(1)),
    draw(random, out) {
      sphere.draw(random, angles);
      out.set(angles, 1);
      out[0] = random.uniform() ** (1 / dimension);
    },
    embed(u, out) {
      sphere.embed(u.subarray(1), out);
      for (let i = 0; i < dimension; i++) out[i] = (u[0] ?? 0) * (out[i] ?? 0);
    },
  };
}
