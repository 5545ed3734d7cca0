import type { CubeImage } from './cube-image';

const turn = 2 * Math.PI;

/** Five turns of a helicoid of radius 10π, (r cos φ, r sin φ, φ/2), uniform in r and φ. */
export const helicoid: CubeImage = {
  dimension: 2,
  ambientDimension: 3,
  embed(u, out) {
    const r = 5 * turn * (u[0] as number);
    const angle = 5 * turn * (u[1] as number);
    out.set([r * Math.cos(angle), r * Math.sin(angle), angle / 2]);
  },
  latentsOf: ([x = 0, y = 0, height = 0]) => [Math.hypot(x, y) / (5 * turn), (2 * height) / (5 * turn)],
  boundary: true,
  curved: true,
};

/** The Swiss roll with points uniform in its angle, hence denser inside, where the task `swiss-roll` is uniform in area. */
export const angularRoll: CubeImage = {
  dimension: 2,
  ambientDimension: 3,
  embed(u, out) {
    const t = 1.5 * Math.PI * (1 + 2 * (u[0] as number));
    out.set([t * Math.cos(t), 21 * (u[1] as number), t * Math.sin(t)]);
  },
  // The radius is the angle.
  latentsOf: ([x = 0, height = 0, z = 0]) => [(Math.hypot(x, z) / (1.5 * Math.PI) - 1) / 2, height / 21],
  boundary: true,
  curved: true,
};

/** A band of radius 1 and width 1 with five full twists, uniform in the angle and across. */
export const twistedBand: CubeImage = {
  dimension: 2,
  ambientDimension: 3,
  embed(u, out) {
    const angle = turn * (u[0] as number);
    const across = (u[1] as number) - 0.5;
    const radius = 1 + across * Math.cos(5 * angle);
    out.set([radius * Math.cos(angle), radius * Math.sin(angle), across * Math.sin(5 * angle)]);
  },
  latentsOf([x = 0, y = 0, height = 0]) {
    const angle = Math.atan2(y, x);
    const across = (Math.hypot(x, y) - 1) * Math.cos(5 * angle) + height * Math.sin(5 * angle);
    return [(angle / turn + 1) % 1, across + 0.5];
  },
  periodic: [0],
  boundary: true,
  curved: true,
};

/** Two three-quarter circles of radius 1 joined to an S, times an interval of length 2; uniform. */
export const sCurve: CubeImage = {
  dimension: 2,
  ambientDimension: 3,
  embed(u, out) {
    const t = 3 * Math.PI * ((u[0] as number) - 0.5);
    out.set([Math.sin(t), 2 * (u[1] as number), Math.sign(t) * (Math.cos(t) - 1)]);
  },
  latentsOf([x = 0, across = 0, z = 0]) {
    // The half with t > 0 lies below z = 0.
    const angle = (Math.atan2(z > 0 ? -x : x, 1 - Math.abs(z)) + turn) % turn;
    return [0.5 + (z > 0 ? -angle : angle) / (3 * Math.PI), across / 2];
  },
  boundary: true,
  curved: true,
};
