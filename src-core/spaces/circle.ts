import { z } from 'zod';
import type { Reals } from '../mathematics/points';
import type { RandomStream } from '../mathematics/random-stream';
import { scaledBesselI } from '../mathematics/special-functions';
import { realParameter } from '../registry/parameters';
import { defineSpace, type Parametrisation } from './define-space';
import { embeddedPoints } from './sample-points';

export const circle = defineSpace({
  id: 'circle',
  label: 'Circle',
  summary: 'A circle in the plane, uniform or with a von Mises law around the angle 0.',
  parameters: z.object({
    radius: realParameter('Radius of the circle', 1, { minimum: 1e-6, maximum: 1e6 }),
    concentration: realParameter('Concentration κ of the von Mises law; 0 is uniform', 0, { minimum: 0, maximum: 500 }),
  }),
  create({ radius, concentration }) {
    const angleDensity = (angle: number): number =>
      Math.exp(concentration * (Math.cos(angle) - 1)) / (2 * Math.PI * scaledBesselI(0, concentration));
    const parametrisation: Parametrisation = {
      dimension: 1,
      latents: [{ from: -Math.PI, to: Math.PI, periodic: true }],
      density: (u) => angleDensity(u[0] ?? 0),
      draw(random, out) {
        out[0] = vonMises(concentration, random);
      },
      embed(u, out) {
        out[0] = radius * Math.cos(u[0] ?? 0);
        out[1] = radius * Math.sin(u[0] ?? 0);
      },
      jacobian(u, out) {
        out[0] = -radius * Math.sin(u[0] ?? 0);
        out[1] = radius * Math.cos(u[0] ?? 0);
      },
    };
    const residual = (x: Reals): number => Math.abs(Math.hypot(x[0] ?? 0, x[1] ?? 0) - radius);
    return {
      ambientDimension: 2,
      dimension: 1,
      layout: { kind: 'plain' },
      sample: (count, random) => embeddedPoints(parametrisation, 2, count, random),
      residual,
      parametrisation,
      density: (x) => (residual(x) > 1e-5 * radius ? 0 : angleDensity(Math.atan2(x[1] ?? 0, x[0] ?? 0)) / radius),
      geometry: { boundary: false, curved: true, compact: true, noise: 0 },
    };
  },
});

/** A von Mises angle in [−π, π) by the rejection of Best & Fisher, "Efficient simulation of the von Mises distribution" (1979). */
function vonMises(concentration: number, random: RandomStream): number {
  // Below this the law is uniform in double precision, and the constants of the rejection overflow.
  if (concentration < 1e-8) return Math.PI * (2 * random.uniform() - 1);
  // The closed form of s cancels for a small concentration, where its series is exact.
  const t = 1 + Math.sqrt(1 + 4 * concentration * concentration);
  const rho = (t - Math.sqrt(2 * t)) / (2 * concentration);
  const s = concentration < 1e-5 ? 1 / concentration + concentration : (1 + rho * rho) / (2 * rho);
  for (;;) {
    const z = Math.cos(Math.PI * random.uniform());
    const f = (1 + s * z) / (s + z);
    const c = concentration * (s - f);
    const v = 1 - random.uniform();
    if (c * (2 - c) > v || Math.log(c / v) + 1 >= c)
      return (random.uniform() < 0.5 ? -1 : 1) * Math.acos(Math.max(-1, Math.min(1, f)));
  }
}
