import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor3D, Tensor4D, Tensor5D } from '@tensorflow/tfjs-core';

/**
 * What each point of a cloud takes from the others: the mean of their values by weights softmax_j⟨q_i, k_j⟩/√F (Vaswani et al., 2017), in every head by itself. Whatever
 * leaves inner products of queries with keys alone, and the order of points, changes nothing but the values and their order.
 * @param projections - queries, keys and values of each point, [N, k, 3, H, F]
 * @returns [N, k, H, F]
 */
export function attend(projections: Tensor5D): Tensor4D {
  const [clouds, points, , heads, features] = projections.shape;
  const parts = tf.split(tf.transpose(projections, [2, 0, 3, 1, 4]), 3, 0);
  const [queries, keys, values] = parts.map((part) => tf.reshape(part, [clouds * heads, points, features]));
  const logits = tf.mul(tf.matMul(queries as Tensor, keys as Tensor, false, true), 1 / Math.sqrt(features));
  const taken: Tensor3D = tf.matMul(tf.softmax(logits), values as Tensor3D);
  return tf.transpose(tf.reshape(taken, [clouds, heads, points, features]), [0, 2, 1, 3]);
}
