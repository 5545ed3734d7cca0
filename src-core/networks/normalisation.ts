import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** Keeps the inverse of the deviation finite where all numbers are equal. */
const epsilon = 1e-5;

const normalised = tf.customGrad((...args) => {
  const [x, save] = args as [Tensor, (tensors: Tensor[]) => void];
  const centred = tf.sub(x, tf.mean(x, -1, true));
  const scale = tf.rsqrt(tf.add(tf.mean(tf.square(centred), -1, true), epsilon));
  const value = tf.mul(centred, scale);
  save([value, scale]);
  return {
    value,
    // dx = s (dy − mean(dy) − y mean(dy y)).
    gradFunc: (dy: Tensor, [y, s]: Tensor[]) => {
      if (y === undefined || s === undefined) throw new Error('Nothing was saved for the gradient.');
      const along = tf.mul(y, tf.mean(tf.mul(dy, y), -1, true));
      return tf.mul(tf.sub(tf.sub(dy, tf.mean(dy, -1, true)), along), s);
    },
  };
});

/**
 * Layer normalisation (Ba, Kiros & Hinton, 2016) over the last axis, without gain and bias, with its gradient written out: mean 0 and variance 1.
 * Each point (pixel) of each replica is normalised by itself, so nothing passes between replicas, and what permutes points commutes with it.
 */
export function normalise<T extends Tensor>(x: T): T {
  return normalised(x) as T;
}
