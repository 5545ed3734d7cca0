import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor3D, Tensor4D, Tensor5D } from '@tensorflow/tfjs-core';
import { normalWeight, zeroWeight, type Weight } from '../define-network';
import { padImage, type Padding } from './pad-image';

/** Rows and columns of a kernel. */
const side = 3;
/** With so few channels a matrix product over gathered neighbours is faster than TensorFlow's convolution. */
const fewChannels = 4;

/** The weights of a convolution with 3 × 3 kernels: the kernels and a bias. */
export function convolutionWeights(
  inputs: number,
  outputs: number,
  begin: 'normal' | 'zero' = 'normal',
): readonly Weight[] {
  const shape = [side, side, inputs, outputs];
  const kernel = begin === 'zero' ? zeroWeight(shape) : normalWeight(shape, side * side * inputs);
  return [kernel, zeroWeight([1, 1, 1, outputs])];
}

/**
 * Cross-correlation with 3 × 3 kernels plus a bias, each replica by its own; with circular padding it commutes with shifts by whole pixels.
 *
 * One native convolution a replica takes half the time of a matrix product over the gathered neighbours, and a ninth of its memory. Where the backend has no
 * gradient for the kernels of a convolution, or there are hardly any channels, the neighbours are gathered.
 * @param weights - [R, 3, 3, inputs, outputs] and [R, 1, 1, 1, outputs]
 * @param x - [R, B, H, W, inputs]
 * @returns [R, B, H, W, outputs]
 */
export function convolution(weights: readonly Tensor[], x: Tensor5D, padding: Padding): Tensor5D {
  const [kernels, bias] = weights;
  if (kernels === undefined || bias === undefined) throw new Error('A convolution has two weights.');
  const inputs = x.shape[4];
  const convolved =
    inputs > fewChannels && learnsKernels()
      ? oneByOne(kernels as Tensor5D, x, padding)
      : gathered(kernels as Tensor5D, x, padding);
  return tf.add(convolved, bias);
}

/** Whether the backend has the gradient for the kernels of a convolution. */
function learnsKernels(): boolean {
  return tf.getKernelsForBackend(tf.getBackend()).some(({ kernelName }) => kernelName === 'Conv2DBackpropFilter');
}

/** A convolution for each replica. */
export function oneByOne(kernels: Tensor5D, x: Tensor5D, padding: Padding): Tensor5D {
  const [replicas, batch, rows, columns, inputs] = x.shape;
  const outputs = kernels.shape[4];
  const merged: Tensor4D = tf.reshape(x, [replicas * batch, rows, columns, inputs]);
  const padded = padding === 'zero' ? merged : padImage(merged, padding);
  const images: readonly Tensor4D[] = replicas === 1 ? [padded] : tf.split(padded, replicas, 0);
  const own = replicas === 1 ? [kernels] : tf.split(kernels, replicas, 0);
  const results = images.map((image, r) =>
    tf.conv2d(
      image,
      tf.reshape(own[r] as Tensor, [side, side, inputs, outputs]) as Tensor4D,
      1,
      padding === 'zero' ? 'same' : 'valid',
    ),
  );
  const joined = replicas === 1 ? (results[0] as Tensor4D) : tf.concat(results, 0);
  return tf.reshape(joined, [replicas, batch, rows, columns, outputs]);
}

/** One matrix product for all replicas, of each pixel's nine neighbours side by side. */
export function gathered(kernels: Tensor5D, x: Tensor5D, padding: Padding): Tensor5D {
  const [replicas, batch, rows, columns, inputs] = x.shape;
  const outputs = kernels.shape[4];
  const padded = padImage(tf.reshape(x, [replicas * batch, rows, columns, inputs]), padding);
  const neighbours = Array.from({ length: side * side }, (_, k) =>
    tf.slice(padded, [0, Math.floor(k / side), k % side, 0], [replicas * batch, rows, columns, inputs]),
  );
  const matrix: Tensor3D = tf.reshape(tf.concat(neighbours, 3), [
    replicas,
    batch * rows * columns,
    side * side * inputs,
  ]);
  const product = tf.matMul(matrix, tf.reshape(kernels, [replicas, side * side * inputs, outputs]) as Tensor3D);
  return tf.reshape(product, [replicas, batch, rows, columns, outputs]);
}
