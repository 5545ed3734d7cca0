import type { CubeImage } from './cube-image';

/**
 * The embedding of high dimension of Campadelli, Casiraghi, Ceruti & Rozza (2015): tan(u_i cos u_j) and arctan(u_j sin u_i) with j = d + 1 − i, both
 * written twice. In R^{4d}; d is even.
 */
export function tangledTangents(dimension: number): CubeImage {
  const width = 2 * dimension;
  return {
    dimension,
    ambientDimension: 2 * width,
    embed(u, out) {
      for (let i = 0; i < dimension; i++) {
        const a = u[i] as number;
        const b = u[dimension - 1 - i] as number;
        out[i] = Math.tan(a * Math.cos(b));
        out[dimension + i] = Math.atan(b * Math.sin(a));
      }
      out.copyWithin(width, 0, width);
    },
    // a² = (a cos b)² + (a sin b)²
    latentsOf: (x) =>
      Array.from({ length: dimension }, (_, i) =>
        Math.hypot(Math.atan(x[i] as number), Math.tan(x[width - 1 - i] as number)),
      ),
    boundary: true,
    curved: true,
  };
}
