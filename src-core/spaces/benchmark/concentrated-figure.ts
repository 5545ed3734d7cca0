import type { CubeImage } from './cube-image';

/** A figure of dimension 4 in R⁶ so concentrated that it is mistaken for one of dimension 3 (Hein & Audibert, 2005). */
export const concentratedFigure: CubeImage = {
  dimension: 4,
  ambientDimension: 6,
  embed(u, out) {
    const [a = 0, b = 0, c = 0, d = 0] = u;
    out.set([
      b ** 2 * Math.cos(2 * Math.PI * a),
      c ** 2 * Math.sin(2 * Math.PI * a),
      b + c + (b - d) ** 2,
      b - 2 * c + (a - d) ** 2,
      -b - 2 * c + (c - d) ** 2,
      a ** 2 - b ** 2 + c ** 2 - d ** 2,
    ]);
  },
  boundary: true,
  curved: true,
};
