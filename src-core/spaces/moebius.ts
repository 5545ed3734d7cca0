import { z } from 'zod';
import type { Reals } from '../mathematics/points';
import { defineSpace, type Parametrisation } from './define-space';
import { noiseParameter } from './noise-parameter';
import { embeddedPoints } from './sample-points';
import { uniformDensity } from './uniform-density';

const halfWidth = 0.5;

/** √det g of (θ, v): the strip's area element. */
const areaElement = (angle: number, v: number): number => Math.hypot(1 + v * Math.cos(angle / 2), v / 2);

const area = stripArea();

export const moebius = defineSpace({
  id: 'moebius',
  label: 'Möbius strip',
  summary: 'The Möbius strip of radius 1 and width 1 in space, uniform in area.',
  parameters: z.object({ noise: noiseParameter() }),
  create({ noise }) {
    return {
      ambientDimension: 3,
      dimension: 2,
      layout: { kind: 'plain' },
      sample: (count, random) => embeddedPoints(parametrisation, 3, count, random, noise),
      parametrisation,
      ...(noise === 0 ? { residual, density: uniformDensity(area, residual) } : {}),
      geometry: { boundary: true, curved: true, compact: true, noise },
    };
  },
});

/** The angle around the strip and the place v across it; one turn reverses v. */
const parametrisation: Parametrisation = {
  dimension: 2,
  latents: [
    { from: 0, to: 2 * Math.PI, periodic: false },
    { from: -halfWidth, to: halfWidth, periodic: false },
  ],
  density: (u) => areaElement(u[0] ?? 0, u[1] ?? 0) / area,
  draw(random, out) {
    const largest = Math.hypot(1 + halfWidth, halfWidth / 2);
    for (;;) {
      const angle = 2 * Math.PI * random.uniform();
      const v = halfWidth * (2 * random.uniform() - 1);
      if (random.uniform() * largest >= areaElement(angle, v)) continue;
      out[0] = angle;
      out[1] = v;
      return;
    }
  },
  embed(u, out) {
    const [angle = 0, v = 0] = u;
    const radius = 1 + v * Math.cos(angle / 2);
    out.set([radius * Math.cos(angle), radius * Math.sin(angle), v * Math.sin(angle / 2)]);
  },
};

/** Simpson's rule across, the trapezoidal rule around over two turns, after which the integrand is periodic. */
function stripArea(): number {
  const steps = 256;
  let sum = 0;
  for (let i = 0; i < steps; i++) {
    for (let j = 0; j <= steps; j++) {
      const weight = j === 0 || j === steps ? 1 : j % 2 === 1 ? 4 : 2;
      sum += weight * areaElement((4 * Math.PI * i) / steps, halfWidth * ((2 * j) / steps - 1));
    }
  }
  return ((2 * Math.PI) / steps) * ((2 * halfWidth) / (3 * steps)) * sum;
}

function residual(x: Reals): number {
  const [a = 0, b = 0, height = 0] = x;
  const half = Math.atan2(b, a) / 2;
  const out = Math.hypot(a, b) - 1;
  const v = out * Math.cos(half) + height * Math.sin(half);
  return Math.hypot(height * Math.cos(half) - out * Math.sin(half), Math.max(0, Math.abs(v) - halfWidth));
}
