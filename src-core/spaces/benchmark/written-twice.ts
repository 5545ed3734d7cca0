import type { Reals } from '../../mathematics/points';
import type { CubeImage } from './cube-image';

/**
 * A curved image of the cube with two numbers for each of d dimensions, in R^{4d}: all the first ones, then all the second ones, and the same again, as Campadelli, Casiraghi, Ceruti &
 * Rozza (2015) have it.
 *
 * @param pairOf - writes the numbers of dimension i to `out`
 */
export function writtenTwice(
  dimension: number,
  pairOf: (u: Reals, i: number, out: Float64Array) => void,
  latentsOf: (x: Reals) => readonly number[],
): CubeImage {
  const pair = new Float64Array(2);
  return {
    dimension,
    ambientDimension: 4 * dimension,
    embed(u, out) {
      for (let i = 0; i < dimension; i++) {
        pairOf(u, i, pair);
        out[i] = pair[0] as number;
        out[dimension + i] = pair[1] as number;
      }
      out.copyWithin(2 * dimension, 0, 2 * dimension);
    },
    latentsOf,
    boundary: true,
    curved: true,
  };
}
