import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';

/** Vectors that rotations turn alike, but reflections do not. */
export interface TurnedVectors {
  /** How many are made. */
  readonly vectors: number;
  /** From vectors [R, N, d, C], column by column: [R, N, d, vectors]. */
  of(columns: Tensor4D): Tensor4D;
}

/** Every vector turned by a right angle in the plane; in space the cross products of each vector with the one half of them further on. None in other dimensions. */
export function turnedVectors(dimension: number, channels: number): TurnedVectors | undefined {
  const coordinate = (columns: Tensor4D, a: number): Tensor4D => {
    const [replicas, rows, , all] = columns.shape;
    return tf.slice(columns, [0, 0, a, 0], [replicas, rows, 1, all]);
  };
  if (dimension === 2)
    return {
      vectors: channels,
      of: (columns) => tf.concat([tf.neg(coordinate(columns, 1)), coordinate(columns, 0)], 2) as Tensor4D,
    };
  if (dimension !== 3) return undefined;
  const half = Math.floor(channels / 2);
  return {
    vectors: half,
    of(columns) {
      const [replicas, rows] = columns.shape;
      const part = (from: number): Tensor4D => tf.slice(columns, [0, 0, 0, from], [replicas, rows, 3, half]);
      const [a, b] = [part(0), part(half)];
      const product = (i: number, j: number): Tensor =>
        tf.sub(tf.mul(coordinate(a, i), coordinate(b, j)), tf.mul(coordinate(a, j), coordinate(b, i)));
      return tf.concat([product(1, 2), product(2, 0), product(0, 1)], 2) as Tensor4D;
    },
  };
}
