import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { silu } from './silu';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('silu', () => {
  it('is x / (1 + e^(−x)), also far out', () => {
    const x = [-200, -5, -1, 0, 0.5, 3, 200];
    const values = silu(tf.tensor1d(x)).dataSync();
    x.forEach((value, i) => expect(values[i]).toBeCloseTo(value / (1 + Math.exp(-value)), 5));
  });

  it('passes NaN on', () => {
    expect(silu(tf.tensor1d([NaN])).dataSync()[0]).toBeNaN();
  });

  it('has the gradient of central differences in float64', () => {
    const x = [-6, -1.3, -0.2, 0, 0.7, 2, 9];
    const gradient = tf
      .grad((t) => tf.sum(silu(t)))(tf.tensor1d(x))
      .dataSync();
    const f = (value: number): number => value / (1 + Math.exp(-value));
    x.forEach((value, i) => expect(gradient[i]).toBeCloseTo((f(value + 1e-5) - f(value - 1e-5)) / 2e-5, 5));
  });
});
