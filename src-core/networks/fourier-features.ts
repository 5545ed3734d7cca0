import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import type { Weight } from './define-network';

/** Lowest frequency of the ladder, in radians per unit of the input, which has about unit variance. */
const lowest = 0.7;

/**
 * Random frequencies [inputs, count] of Fourier features (Rahimi & Recht, 2007; Tancik et al., 2020): normal directions, their lengths spaced evenly in the
 * logarithm from the extent of the data to the details that must be told apart.
 */
export function frequencyWeight(inputs: number, count: number): Weight {
  return {
    shape: [inputs, count],
    trained: false,
    draw(random, fineness) {
      const highest = Math.max(lowest, fineness);
      const lengths = Float64Array.from(
        { length: count },
        (_, k) => lowest * (highest / lowest) ** (count > 1 ? k / (count - 1) : 0),
      );
      return Float32Array.from({ length: inputs * count }, (_, at) => (lengths[at % count] ?? 0) * random.normal());
    },
  };
}

/**
 * sin and cos of the frequencies' products with the input.
 * @param frequencies - [R, inputs, count]
 * @param x - [R, B, inputs]
 * @returns [R, B, 2 count]
 */
export function fourierFeatures(frequencies: Tensor, x: Tensor3D): Tensor3D {
  const phases = tf.matMul(x, frequencies) as Tensor3D;
  return tf.concat([tf.sin(phases), tf.cos(phases)], 2);
}
