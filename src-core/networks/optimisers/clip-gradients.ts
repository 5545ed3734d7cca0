import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';

/** Gradients [R, P], each replica's shortened to the norm `largest` where it is longer (Pascanu et al., 2013). */
export function clipGradients(gradient: Tensor2D, largest: number): Tensor2D {
  return tf.tidy(() => {
    const norms = tf.sqrt(tf.sum(tf.square(gradient), 1, true));
    return tf.mul(gradient, tf.minimum(1, tf.div(largest, tf.maximum(norms, 1e-30))));
  });
}
