import { z } from 'zod';
import type { Reals } from '../mathematics/points';
import { defineSpace, type Parametrisation } from './define-space';
import { noiseParameter } from './noise-parameter';
import { embeddedPoints } from './sample-points';
import { uniformDensity } from './uniform-density';

const start = 1.5 * Math.PI;
const end = 4.5 * Math.PI;
const width = 21;

/** Length of the spiral (t cos t, t sin t) from 0 to t. */
const arcLength = (t: number): number => (t * Math.sqrt(1 + t * t) + Math.asinh(t)) / 2;
const length = arcLength(end) - arcLength(start);

export const swissRoll = defineSpace({
  id: 'swiss-roll',
  label: 'Swiss roll',
  summary: 'A strip of width 21 rolled into one and a half turns of an Archimedean spiral, uniform in area.',
  parameters: z.object({ noise: noiseParameter() }),
  create({ noise }) {
    return {
      ambientDimension: 3,
      dimension: 2,
      layout: { kind: 'plain' },
      sample: (count, random) => embeddedPoints(parametrisation, 3, count, random, noise),
      parametrisation,
      ...(noise === 0 ? { residual, density: uniformDensity(length * width, residual) } : {}),
      geometry: { boundary: true, curved: true, compact: true, noise },
    };
  },
});

/** The spiral's angle t and the height. */
const parametrisation: Parametrisation = {
  dimension: 2,
  latents: [
    { from: start, to: end, periodic: false },
    { from: 0, to: width, periodic: false },
  ],
  density: (u) => Math.hypot(1, u[0] ?? 0) / (length * width),
  draw(random, out) {
    out[0] = angleAt(arcLength(start) + length * random.uniform());
    out[1] = width * random.uniform();
  },
  embed(u, out) {
    const [t = 0, height = 0] = u;
    out.set([t * Math.cos(t), height, t * Math.sin(t)]);
  },
  jacobian(u, out) {
    const [t = 0] = u;
    out.set([Math.cos(t) - t * Math.sin(t), 0, 0, 1, Math.sin(t) + t * Math.cos(t), 0]);
  },
};

/** The t with arcLength(t) = s, by Newton's iteration, which converges from √(2s) since arcLength is convex. */
function angleAt(s: number): number {
  let t = Math.sqrt(2 * s);
  for (let i = 0; i < 6; i++) t -= (arcLength(t) - s) / Math.hypot(1, t);
  return t;
}

/** Distance from the nearest winding's point in the same direction. */
function residual(x: Reals): number {
  const [a = 0, height = 0, b = 0] = x;
  const angle = Math.atan2(b, a);
  const winding = angle + 2 * Math.PI * Math.round((Math.hypot(a, b) - angle) / (2 * Math.PI));
  const t = Math.max(start, Math.min(end, winding));
  return Math.hypot(a - t * Math.cos(t), b - t * Math.sin(t), Math.max(0, -height, height - width));
}
