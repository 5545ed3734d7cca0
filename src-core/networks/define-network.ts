import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import type { RandomStream } from '../mathematics/random-stream';

/** One weight of a network, as it is for one replica. */
export interface Weight {
  readonly shape: readonly number[];
  /** False for a weight that stays as it was drawn, such as random frequencies. */
  readonly trained: boolean;
  /**
   * The weight's numbers before training, as many as its shape holds.
   * @param fineness - how many times finer than the data's extent are the details that the replica must tell apart, at least 1
   */
  draw(random: RandomStream, fineness: number): Float32Array;
}

/**
 * A function of points and of numbers that no symmetry moves, evaluated for R replicas at once: every tensor has a leading axis of replicas, and
 * replica r sees its own weights alone.
 */
export interface Network {
  /** Coordinates of an input point. */
  readonly inputs: number;
  /** Numbers beside the point that a group leaves alone (of the noise level, of time); may be 0. */
  readonly scalars: number;
  readonly outputs: number;
  readonly weights: readonly Weight[];
  /** Numbers that its largest layer makes of a point, where that is far more than the point's coordinates. */
  readonly widest?: number;
  /**
   * @param weights - for each entry of `weights` a tensor [R, …shape]
   * @param points - [R, B, inputs]
   * @param scalars - [R, B, scalars]
   * @returns [R, B, outputs]
   */
  apply(weights: readonly Tensor[], points: Tensor3D, scalars: Tensor3D): Tensor3D;
}

/** How many numbers a shape holds. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** A weight that begins at zero. */
export function zeroWeight(shape: readonly number[]): Weight {
  return { shape, trained: true, draw: () => new Float32Array(sizeOf(shape)) };
}

/** A weight with normal entries of variance 1/fanIn, which keeps the size of what passes through (LeCun et al., 1998). */
export function normalWeight(shape: readonly number[], fanIn: number): Weight {
  const deviation = 1 / Math.sqrt(fanIn);
  return {
    shape,
    trained: true,
    draw: (random) => Float32Array.from({ length: sizeOf(shape) }, () => deviation * random.normal()),
  };
}
