import * as tf from '@tensorflow/tfjs-core';
import type { Tensor5D } from '@tensorflow/tfjs-core';

/**
 * The mean of each 2 × 2 block of pixels. Made of reshapes and sums, whose gradients are right on every backend.
 * @param x - [R, B, H, W, C], H and W even
 * @returns [R, B, H/2, W/2, C]
 */
export function halve(x: Tensor5D): Tensor5D {
  const [replicas, batch, rows, columns, channels] = x.shape;
  const pairs = tf.reshape(x, [replicas * batch * (rows / 2), 2, columns / 2, 2, channels]);
  return tf.reshape(tf.mean(pairs, [1, 3]), [replicas, batch, rows / 2, columns / 2, channels]);
}

/**
 * Each pixel as a 2 × 2 block of copies: the adjoint of `halve`, times 4.
 * @param x - [R, B, H, W, C]
 * @returns [R, B, 2H, 2W, C]
 */
export function double(x: Tensor5D): Tensor5D {
  const [replicas, batch, rows, columns, channels] = x.shape;
  const single = tf.reshape(x, [replicas * batch * rows, 1, columns, 1, channels]);
  // A sum, since copies of tensors with five axes have no gradient.
  return tf.reshape(tf.add(single, tf.zeros([1, 2, 1, 2, 1])), [replicas, batch, 2 * rows, 2 * columns, channels]);
}

/**
 * Blocks of `size` × `size` pixels as one pixel of that many more channels.
 * @param x - [R, B, H, W, C]
 * @returns [R, B, H/size, W/size, size² C]
 */
export function toBlocks(x: Tensor5D, size: number): Tensor5D {
  if (size === 1) return x;
  const [replicas, batch, rows, columns, channels] = x.shape;
  const [down, right] = [rows / size, columns / size];
  const split: Tensor5D = tf.reshape(x, [replicas * batch * down, size, right, size, channels]);
  return tf.reshape(tf.transpose(split, [0, 2, 1, 3, 4]), [replicas, batch, down, right, size * size * channels]);
}

/** The inverse of `toBlocks`. */
export function fromBlocks(x: Tensor5D, size: number): Tensor5D {
  if (size === 1) return x;
  const [replicas, batch, down, right, all] = x.shape;
  const channels = all / (size * size);
  const split: Tensor5D = tf.reshape(x, [replicas * batch * down, right, size, size, channels]);
  return tf.reshape(tf.transpose(split, [0, 2, 1, 3, 4]), [replicas, batch, down * size, right * size, channels]);
}
