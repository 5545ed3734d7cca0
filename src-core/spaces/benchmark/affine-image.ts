import type { CubeImage } from './cube-image';

/** An affine image of the cube: X(u) = A u + b. */
export interface AffineMap {
  /** A, D × d. */
  readonly matrix: readonly (readonly number[])[];
  /** b, of length D. */
  readonly offset: readonly number[];
  /** Rows of the left inverse of A, d × D. */
  readonly inverse: readonly (readonly number[])[];
}

/** The image of the cube under an affine map that is one to one. */
export function affineImage({ matrix, offset, inverse }: AffineMap): CubeImage {
  return {
    dimension: inverse.length,
    ambientDimension: matrix.length,
    embed(u, out) {
      for (const [row, entries] of matrix.entries())
        out[row] = entries.reduce((sum, entry, k) => sum + entry * (u[k] as number), offset[row] ?? 0);
    },
    latentsOf: (x) =>
      inverse.map((entries) =>
        entries.reduce((sum, entry, row) => sum + entry * ((x[row] as number) - (offset[row] ?? 0)), 0),
      ),
    boundary: true,
    curved: false,
  };
}
