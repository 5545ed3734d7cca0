import { z } from 'zod';
import type { Reals } from '../mathematics/points';
import { defineSpace, type Parametrisation } from './define-space';
import { noiseParameter } from './noise-parameter';
import { embeddedPoints } from './sample-points';
import { uniformDensity } from './uniform-density';

const end = 4 * Math.PI;
/** Height gained per radian. */
const rise = 0.25;
const speed = Math.sqrt(1 + rise * rise);

export const helix = defineSpace({
  id: 'helix',
  label: 'Helix',
  summary: 'Two turns of a helix of radius 1 and pitch π/2, uniform along its length.',
  parameters: z.object({ noise: noiseParameter() }),
  create({ noise }) {
    return {
      ambientDimension: 3,
      dimension: 1,
      layout: { kind: 'plain' },
      sample: (count, random) => embeddedPoints(parametrisation, 3, count, random, noise),
      parametrisation,
      ...(noise === 0 ? { residual, density: uniformDensity(end * speed, residual) } : {}),
      geometry: { boundary: true, curved: true, compact: true, noise },
    };
  },
});

const parametrisation: Parametrisation = {
  dimension: 1,
  latents: [{ from: 0, to: end, periodic: false }],
  density: () => 1 / end,
  draw(random, out) {
    out[0] = end * random.uniform();
  },
  embed(u, out) {
    const [t = 0] = u;
    out.set([Math.cos(t), Math.sin(t), rise * t]);
  },
  jacobian(u, out) {
    const [t = 0] = u;
    out.set([-Math.sin(t), Math.cos(t), rise]);
  },
};

/** Distance from the helix's point at the same height. */
function residual(x: Reals): number {
  const height = (x[2] ?? 0) / rise;
  const t = Math.max(0, Math.min(end, height));
  return Math.hypot((x[0] ?? 0) - Math.cos(t), (x[1] ?? 0) - Math.sin(t), rise * (height - t));
}
