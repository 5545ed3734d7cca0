import type { CubeImage } from './cube-image';
import { writtenTwice } from './written-twice';

/** The embedding of high dimension of Campadelli, Casiraghi, Ceruti & Rozza (2015): tan(u_i cos u_j) and arctan(u_j sin u_i) with j = d + 1 − i; d is even. */
export function tangledTangents(dimension: number): CubeImage {
  return writtenTwice(
    dimension,
    (u, i, out) => {
      const a = u[i] as number;
      const b = u[dimension - 1 - i] as number;
      out[0] = Math.tan(a * Math.cos(b));
      out[1] = Math.atan(b * Math.sin(a));
    },
    // a² = (a cos b)² + (a sin b)²
    (x) =>
      Array.from({ length: dimension }, (_, i) =>
        Math.hypot(Math.atan(x[i] as number), Math.tan(x[2 * dimension - 1 - i] as number)),
      ),
  );
}
