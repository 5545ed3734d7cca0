import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import type { Weight } from './define-network';
import { hasFusedKernel, runFusedKernel } from './fused-kernel';

/** Lowest frequency of the ladder: radians over the root mean square norm of the input, whose coordinates have about unit variance. */
const lowestPhase = 1.4;

/**
 * Random frequencies [inputs, count] of Fourier features (Rahimi & Recht, 2007; Tancik et al., 2020): normal directions, their lengths spaced evenly in the
 * logarithm from the extent of the data to the details that must be told apart.
 */
export function frequencyWeight(inputs: number, count: number): Weight {
  return {
    shape: [inputs, count],
    trained: false,
    draw(random, fineness) {
      const lowest = lowestPhase / Math.sqrt(inputs);
      const highest = Math.max(lowest, fineness);
      const lengths = Float64Array.from(
        { length: count },
        (_, k) => lowest * (highest / lowest) ** (count > 1 ? k / (count - 1) : 0),
      );
      return Float32Array.from({ length: inputs * count }, (_, at) => (lengths[at % count] ?? 0) * random.normal());
    },
  };
}

const turns = tf.customGrad((...args) => {
  const [phases, save] = args as [Tensor, (tensors: Tensor[]) => void];
  const value = hasFusedKernel('Turns')
    ? (runFusedKernel('Turns', { phases })[0] as Tensor)
    : tf.concat([tf.sin(phases), tf.cos(phases)], 2);
  save([value]);
  return {
    value,
    gradFunc: (dy: Tensor, [saved]: Tensor[]) => {
      if (saved === undefined) throw new Error('Nothing was saved for the gradient.');
      const [sines, cosines] = tf.split(saved, 2, 2);
      const [dSines, dCosines] = tf.split(dy, 2, 2);
      if (!sines || !cosines || !dSines || !dCosines) throw new Error('Features have two halves.');
      return tf.sub(tf.mul(dSines, cosines), tf.mul(dCosines, sines));
    },
  };
});

/**
 * sin and cos of the frequencies' products with the input.
 * @param frequencies - [R, inputs, count]
 * @param x - [R, B, inputs]
 * @returns [R, B, 2 count]
 */
export function fourierFeatures(frequencies: Tensor, x: Tensor3D): Tensor3D {
  return turns(tf.matMul(x, frequencies)) as Tensor3D;
}
