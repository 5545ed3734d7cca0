import type { CubeImage } from './cube-image';

/**
 * The highly curved family of Hein & Audibert (2005): d planes with the points of radius u_{i+1} and angle 2π u_i, the last followed by the first; all of
 * it written `copies` times, D = 2 d copies.
 */
export function chainedCircles(dimension: number, copies: number): CubeImage {
  const width = 2 * dimension;
  return {
    dimension,
    ambientDimension: copies * width,
    embed(u, out) {
      for (let i = 0; i < dimension; i++) {
        const angle = 2 * Math.PI * (u[i] as number);
        const radius = u[(i + 1) % dimension] as number;
        out[2 * i] = radius * Math.cos(angle);
        out[2 * i + 1] = radius * Math.sin(angle);
      }
      for (let copy = 1; copy < copies; copy++) out.copyWithin(copy * width, 0, width);
    },
    latentsOf: (x) =>
      Array.from({ length: dimension }, (_, i) => {
        const before = 2 * ((i + dimension - 1) % dimension);
        return Math.hypot(x[before] as number, x[before + 1] as number);
      }),
    boundary: true,
    curved: true,
  };
}
