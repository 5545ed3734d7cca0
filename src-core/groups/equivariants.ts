import type { Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';

/** Blocks of coordinates that a group moves in one way: every map into such a block is made of the same vectors. */
export interface EquivariantBlocks {
  /** The coordinates, block after block. */
  readonly coordinates: readonly number[];
  /** Coordinates of one block. */
  readonly width: number;
  /** Number of vectors. */
  readonly vectors: number;
}

/**
 * Polynomial invariants p and equivariant vectors v_k of a group: x ↦ Σ_k c_k(p(x)) v_k(x), into each block of coordinates, is equivariant whatever the
 * functions c_k, and every smooth equivariant map is of this form where the polynomials generate all others (Schwarz, 1975; Villar et al., 2021).
 */
export interface Equivariants {
  /** Number of invariants. */
  readonly invariants: number;
  readonly blocks: readonly EquivariantBlocks[];
  /**
   * @param points - [R, B, D]
   * @returns the invariants [R, B, invariants], and for each entry of `blocks` its vectors [R, B, vectors, width]
   */
  evaluate(points: Tensor3D): { readonly invariants: Tensor3D; readonly vectors: readonly Tensor4D[] };
}
