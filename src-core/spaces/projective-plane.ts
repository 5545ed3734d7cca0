import { z } from 'zod';
import type { Reals } from '../mathematics/points';
import { defineSpace, type Parametrisation } from './define-space';
import { pointsFrom } from './sample-points';
import { drawOnSphere } from './sphere-parametrisation';
import { uniformDensity } from './uniform-density';

export const projectivePlane = defineSpace({
  id: 'projective-plane',
  label: 'Projective plane',
  summary:
    'Lines through the origin of space, as the traceless part of the projection on the line: five coordinates (xz, yz, (x²−y²)/2, xy)·√2 and (3z²−1)/√6; uniform.',
  parameters: z.object({}),
  create() {
    const point = new Float64Array(3);
    return {
      ambientDimension: 5,
      dimension: 2,
      layout: { kind: 'plain' },
      sample: (count, random) =>
        pointsFrom(count, 5, (out) => {
          drawOnSphere(random, point);
          veronese(point, out);
        }),
      residual,
      parametrisation: parametrisation(),
      // The sphere's area halved, in a metric that is twice the sphere's.
      density: uniformDensity(4 * Math.PI, residual),
      geometry: { boundary: false, curved: true, compact: true, noise: 0 },
    };
  },
});

/** The upper half of the sphere's angles. */
function parametrisation(): Parametrisation {
  const point = new Float64Array(3);
  return {
    dimension: 2,
    latents: [
      { from: 0, to: Math.PI / 2, periodic: false },
      { from: 0, to: 2 * Math.PI, periodic: true },
    ],
    density: (u) => Math.sin(u[0] ?? 0) / (2 * Math.PI),
    draw(random, out) {
      out[0] = Math.acos(random.uniform());
      out[1] = 2 * Math.PI * random.uniform();
    },
    embed(u, out) {
      const [theta = 0, phi = 0] = u;
      point.set([Math.sin(theta) * Math.cos(phi), Math.sin(theta) * Math.sin(phi), Math.cos(theta)]);
      veronese(point, out);
    },
  };
}

/** An orthonormal basis of the traceless symmetric matrices: a turn by φ about z turns the first pair by φ and the second by 2φ. */
function veronese(point: Reals, out: Float64Array): void {
  const [x = 0, y = 0, z = 0] = point;
  out.set([
    Math.SQRT2 * x * z,
    Math.SQRT2 * y * z,
    Math.SQRT1_2 * (x * x - y * y),
    Math.SQRT2 * x * y,
    (2 * z * z - x * x - y * y) / Math.sqrt(6),
  ]);
}

/** ‖M² − M‖ for the symmetric matrix M of trace 1 that the coordinates stand for: 0 for projections. */
function residual(coordinates: Reals): number {
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = coordinates;
  const zz = 1 / 3 + (2 * e) / Math.sqrt(6);
  const xx = (1 - zz) / 2 + c * Math.SQRT1_2;
  const yy = (1 - zz) / 2 - c * Math.SQRT1_2;
  const [xy, xz, yz] = [d * Math.SQRT1_2, a * Math.SQRT1_2, b * Math.SQRT1_2];
  const rows = [
    [xx, xy, xz],
    [xy, yy, yz],
    [xz, yz, zz],
  ];
  let sum = 0;
  for (const row of rows)
    for (const [j, value] of row.entries()) {
      const square = rows.reduce((total, other, k) => total + (row[k] ?? 0) * (other[j] ?? 0), 0);
      sum += (square - value) ** 2;
    }
  return Math.sqrt(sum);
}
