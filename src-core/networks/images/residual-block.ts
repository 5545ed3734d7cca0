import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor3D, Tensor5D } from '@tensorflow/tfjs-core';
import type { Weight } from '../define-network';
import { dense, denseWeights } from '../dense';
import { normalise } from '../normalisation';
import { silu } from '../silu';
import { convolution, convolutionWeights } from './convolution';
import type { Padding } from './pad-image';

/**
 * The weights of a residual block on images.
 * @param conditions - numbers beside the image that scale and shift its channels; may be 0
 */
export function residualBlockWeights(channels: number, conditions: number): readonly Weight[] {
  return [
    ...convolutionWeights(channels, channels),
    ...denseWeights(channels, channels, 'zero'),
    ...(conditions === 0 ? [] : denseWeights(conditions, 2 * channels, 'zero')),
  ];
}

/**
 * x + dense(silu(convolution(silu(a · normalised x + b)))) with a − 1 and b linear in the conditions (Perez et al., 2018): it begins as x itself.
 * @param x - [R, B, H, W, C]
 * @param conditions - [R, B, K]
 * @returns [R, B, H, W, C]
 */
export function residualBlock(
  weights: readonly Tensor[],
  x: Tensor5D,
  conditions: Tensor3D | undefined,
  padding: Padding,
): Tensor5D {
  return tf.tidy(() => {
    const [replicas, batch, rows, columns, channels] = x.shape;
    let input: Tensor5D = normalise(x);
    if (conditions !== undefined) {
      const both = dense(weights.slice(4, 6), conditions);
      const [scale, shift] = tf.split(tf.reshape(both, [replicas, batch, 1, 1, 2 * channels]), 2, 4);
      input = tf.add(tf.mul(input, tf.add(scale as Tensor, 1)), shift as Tensor);
    }
    const convolved = silu(convolution(weights.slice(0, 2), silu(input), padding));
    const added = dense(weights.slice(2, 4), tf.reshape(convolved, [replicas, batch * rows * columns, channels]));
    return tf.add(x, tf.reshape(added, x.shape));
  });
}
