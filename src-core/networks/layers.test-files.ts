import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { randomStream } from '../mathematics/random-stream';
import { sizeOf, type Weight } from './define-network';

/** Standard normal numbers that depend on the name alone. */
export function normalTensor<T extends Tensor = Tensor>(name: string, shape: readonly number[]): T {
  const random = randomStream(['tensor of a test', name]);
  const values = Float32Array.from({ length: sizeOf(shape) }, () => random.normal());
  return tf.tensor(values, [...shape]) as T;
}

/** Weights of R replicas, none of them zero: normal, divided by the root of what feeds an output. */
export function normalWeights(name: string, weights: readonly Weight[], replicas: number): readonly Tensor[] {
  return weights.map(({ shape }, index) => {
    const fanIn = sizeOf(shape.slice(0, -1));
    return tf.div(normalTensor(`${name} ${String(index)}`, [replicas, ...shape]), Math.sqrt(Math.max(4, fanIn)));
  });
}

/**
 * The largest difference, over some entries of every input, between the gradient of ⟨f, random numbers⟩ and central differences, relative to the largest entry of
 * the gradient.
 */
export function gradientError(f: (...inputs: Tensor[]) => Tensor, inputs: readonly Tensor[], step = 1e-2): number {
  const shape = f(...inputs).shape;
  const direction = normalTensor('direction', shape);
  const value = (...moved: Tensor[]): Tensor => tf.sum(tf.mul(f(...moved), direction));
  const gradients = tf.grads(value)([...inputs]);
  let worst = 0;
  inputs.forEach((input, which) => {
    const numbers = input.dataSync();
    const gradient = Float32Array.from(gradients[which]?.dataSync() ?? []);
    const largest = gradient.reduce((most, entry) => Math.max(most, Math.abs(entry)), 1e-6);
    const tested = Math.min(8, numbers.length);
    for (let k = 0; k < tested; k++) {
      const at = Math.floor((k * numbers.length) / tested);
      const moved = (by: number): number => {
        const values = Float32Array.from(numbers);
        values[at] = (values[at] ?? 0) + by;
        const all = inputs.map((other, index) => (index === which ? tf.tensor(values, input.shape) : other));
        return value(...all).dataSync()[0] ?? NaN;
      };
      const difference = (moved(step) - moved(-step)) / (2 * step);
      worst = Math.max(worst, Math.abs(difference - (gradient[at] ?? NaN)) / largest);
    }
  });
  return worst;
}

/** Tensors that are left of a call and its gradient, beside the result. */
export function leakedTensors(f: (...inputs: Tensor[]) => Tensor, inputs: readonly Tensor[]): number {
  const before = tf.memory().numTensors;
  f(...inputs).dispose();
  const forward = tf.memory().numTensors - before;
  tf.dispose(tf.grads((...moved: Tensor[]) => tf.sum(f(...moved)))([...inputs]));
  return Math.max(forward, tf.memory().numTensors - before);
}
