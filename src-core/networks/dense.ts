import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import { normalWeight, zeroWeight, type Weight } from './define-network';

/** The weights of a dense layer: a matrix and a bias. */
export function denseWeights(inputs: number, outputs: number, begin: 'normal' | 'zero' = 'normal'): readonly Weight[] {
  const shape = [inputs, outputs];
  return [begin === 'zero' ? zeroWeight(shape) : normalWeight(shape, inputs), zeroWeight([1, outputs])];
}

/**
 * x W + b, each replica by its own.
 * @param weights - [R, inputs, outputs] and [R, 1, outputs]
 * @param x - [R, B, inputs]
 * @returns [R, B, outputs]
 */
export function dense(weights: readonly Tensor[], x: Tensor3D): Tensor3D {
  const [matrix, bias] = weights;
  if (matrix === undefined || bias === undefined) throw new Error('A dense layer has two weights.');
  return tf.add(tf.matMul(x, matrix), bias);
}
