import type { CubeImage } from './cube-image';

const turn = 2 * Math.PI;

/** A closed curve that winds eight times around a torus of radii 2 and 1 in R³, uniform in the angle. */
export const torusHelix: CubeImage = {
  dimension: 1,
  ambientDimension: 3,
  embed(u, out) {
    const t = turn * (u[0] as number);
    const radius = 2 + Math.cos(8 * t);
    out.set([radius * Math.cos(t), radius * Math.sin(t), Math.sin(8 * t)]);
  },
  latentsOf: ([x = 0, y = 0]) => [(Math.atan2(y, x) / turn + 1) % 1],
  periodic: [0],
  boundary: false,
  curved: true,
};

/** Five turns of a helix of radius 100 and pitch 2π, in R¹³ with ten coordinates of 0. */
export const flatHelix: CubeImage = {
  dimension: 1,
  ambientDimension: 13,
  embed(u, out) {
    const t = 5 * turn * (u[0] as number);
    out.fill(0);
    out.set([100 * Math.cos(t), 100 * Math.sin(t), t]);
  },
  latentsOf: ([, , t = 0]) => [t / (5 * turn)],
  boundary: true,
  curved: true,
};
