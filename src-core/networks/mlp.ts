import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import type { Network } from './define-network';
import { biasSilu } from './bias-silu';
import { dense, denseWeights } from './dense';
import { fourierFeatures, frequencyWeight } from './fourier-features';

export interface MlpShape {
  readonly inputs: number;
  readonly scalars: number;
  readonly outputs: number;
  /** Hidden units of a layer. */
  readonly width: number;
  /** Hidden layers, at least 1; from the second on each adds to what it is given (residual). */
  readonly layers: number;
  /** Random Fourier features of the input; 0 for none. */
  readonly frequencies: number;
}

/** A multi-layer perceptron on a point, its random Fourier features and the scalars; its output begins at zero. */
export function mlp(shape: MlpShape): Network {
  const { inputs, scalars, outputs, width, layers, frequencies } = shape;
  const features = inputs + 2 * frequencies + scalars;
  const hidden = Array.from({ length: layers }, (_, layer) => denseWeights(layer === 0 ? features : width, width));
  const fixed = frequencies === 0 ? [] : [frequencyWeight(inputs, frequencies)];
  return {
    inputs,
    scalars,
    outputs,
    weights: [...fixed, ...hidden.flat(), ...denseWeights(width, outputs, 'zero')],
    apply(weights, points, numbers) {
      const parts: Tensor3D[] = [points];
      if (frequencies > 0) parts.push(fourierFeatures(weights[0] as Tensor, points));
      if (scalars > 0) parts.push(numbers);
      let x: Tensor3D = parts.length === 1 ? points : tf.concat(parts, 2);
      const layer = (index: number): readonly Tensor[] =>
        weights.slice(fixed.length + 2 * index, fixed.length + 2 * index + 2);
      for (let index = 0; index < layers; index++) {
        const [matrix, bias] = layer(index);
        if (matrix === undefined || bias === undefined) throw new Error('A hidden layer has two weights.');
        x = biasSilu(tf.matMul(x, matrix), bias, index === 0 ? undefined : x);
      }
      return dense(layer(layers), x);
    },
  };
}
