import { z } from 'zod';
import type { Reals } from '../mathematics/points';
import { defineSpace, type Parametrisation } from './define-space';
import { noiseParameter } from './noise-parameter';
import { embeddedPoints } from './sample-points';
import { uniformDensity } from './uniform-density';

const inner = 0.5;
const outer = 1;
const area = Math.PI * (outer * outer - inner * inner);

export const annulus = defineSpace({
  id: 'annulus',
  label: 'Annulus',
  summary: 'The plane between the circles of radius ½ and 1, uniform.',
  parameters: z.object({ noise: noiseParameter() }),
  create({ noise }) {
    const residual = (x: Reals): number => {
      const radius = Math.hypot(x[0] ?? 0, x[1] ?? 0);
      return Math.max(0, inner - radius, radius - outer);
    };
    return {
      ambientDimension: 2,
      dimension: 2,
      layout: { kind: 'plain' },
      sample: (count, random) => embeddedPoints(parametrisation, 2, count, random, noise),
      parametrisation,
      ...(noise === 0 ? { residual, density: uniformDensity(area, residual, 1e-9) } : {}),
      geometry: { boundary: true, curved: false, compact: true, noise },
    };
  },
});

/** Radius and angle. */
const parametrisation: Parametrisation = {
  dimension: 2,
  latents: [
    { from: inner, to: outer, periodic: false },
    { from: 0, to: 2 * Math.PI, periodic: true },
  ],
  density: (u) => (u[0] ?? 0) / area,
  draw(random, out) {
    out[0] = Math.sqrt(inner * inner + (outer * outer - inner * inner) * random.uniform());
    out[1] = 2 * Math.PI * random.uniform();
  },
  embed(u, out) {
    out[0] = (u[0] ?? 0) * Math.cos(u[1] ?? 0);
    out[1] = (u[0] ?? 0) * Math.sin(u[1] ?? 0);
  },
  jacobian(u, out) {
    const [radius = 0, angle = 0] = u;
    out.set([Math.cos(angle), -radius * Math.sin(angle), Math.sin(angle), radius * Math.cos(angle)]);
  },
};
