import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/**
 * The numbers of a tensor that `make` computes inside a tidy scope; nothing of it is left. Some backends give numbers only to those who wait, so everything reads them
 * so.
 */
export async function computeNumbers(make: () => Tensor): Promise<Float32Array> {
  const tensor = tf.tidy(make);
  try {
    const values = await tensor.data();
    return values instanceof Float32Array ? values : Float32Array.from(values);
  } finally {
    tensor.dispose();
  }
}

/** A copy of a tensor's numbers, which stay as they are whatever becomes of it. */
export async function copyNumbers(tensor: Tensor): Promise<Float32Array> {
  return Float32Array.from(await tensor.data());
}
