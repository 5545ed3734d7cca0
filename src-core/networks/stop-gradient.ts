import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

const stopped = tf.customGrad((...args) => {
  const [x] = args as [Tensor];
  return { value: x.clone(), gradFunc: (dy: Tensor) => tf.zerosLike(dy) };
});

/** x itself, through which no gradient passes. */
export function stopGradient<T extends Tensor>(x: T): T {
  return stopped(x) as T;
}
