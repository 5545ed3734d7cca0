import type { RandomStream } from '../mathematics/random-stream';
import type { Parametrisation } from './define-space';

/** SO(3), 3 × 3 row by row, by Euler's angles: R = R_z(α) R_y(β) R_z(γ), with the Haar density sin β / 8π². */
export const rotationParametrisation: Parametrisation = {
  dimension: 3,
  latents: [
    { from: 0, to: 2 * Math.PI, periodic: true },
    { from: 0, to: Math.PI, periodic: false },
    { from: 0, to: 2 * Math.PI, periodic: true },
  ],
  density: (u) => Math.max(0, Math.sin(u[1] ?? 0)) / (8 * Math.PI ** 2),
  draw(random, out) {
    out[0] = 2 * Math.PI * random.uniform();
    out[1] = Math.acos(1 - 2 * random.uniform());
    out[2] = 2 * Math.PI * random.uniform();
  },
  embed(u, out) {
    const [ca, cb, cc] = [Math.cos(u[0] ?? 0), Math.cos(u[1] ?? 0), Math.cos(u[2] ?? 0)];
    const [sa, sb, sc] = [Math.sin(u[0] ?? 0), Math.sin(u[1] ?? 0), Math.sin(u[2] ?? 0)];
    out.set([ca * cb * cc - sa * sc, -ca * cb * sc - sa * cc, ca * sb]);
    out.set([sa * cb * cc + ca * sc, -sa * cb * sc + ca * cc, sa * sb], 3);
    out.set([-sb * cc, sb * sc, cb], 6);
  },
};

/** Writes a Haar-random rotation of R³, row by row, from a uniform unit quaternion. */
export function drawRotation(random: RandomStream, out: Float64Array): void {
  const [a, b, c, d] = [random.normal(), random.normal(), random.normal(), random.normal()];
  const s = 2 / (a * a + b * b + c * c + d * d);
  out.set([1 - s * (c * c + d * d), s * (b * c - a * d), s * (b * d + a * c)]);
  out.set([s * (b * c + a * d), 1 - s * (b * b + d * d), s * (c * d - a * b)], 3);
  out.set([s * (b * d - a * c), s * (c * d + a * b), 1 - s * (b * b + c * c)], 6);
}
