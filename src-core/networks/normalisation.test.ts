import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { gradientError, leakedTensors, normalTensor } from './layers.test-files';
import { normalise } from './normalisation';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('normalise', () => {
  it('gives every row mean 0 and variance 1, as computed in float64', () => {
    const x = normalTensor('normalise', [2, 3, 7]);
    const rows = tf.reshape(normalise(tf.add(tf.mul(x, 3), 5)), [6, 7]).arraySync() as number[][];
    const originals = tf.reshape(x, [6, 7]).arraySync() as number[][];
    rows.forEach((row, i) => {
      const source = (originals[i] ?? []).map((value) => 3 * value + 5);
      const mean = source.reduce((sum, value) => sum + value, 0) / 7;
      const variance = source.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 7;
      row.forEach((value, k) => expect(value).toBeCloseTo(((source[k] ?? 0) - mean) / Math.sqrt(variance + 1e-5), 5));
    });
  });

  it('makes zeros of equal numbers, and passes NaN on', () => {
    const values = normalise(
      tf.tensor2d([
        [4, 4, 4],
        [1, NaN, 2],
      ]),
    ).arraySync() as number[][];
    expect(values[0]).toEqual([0, 0, 0]);
    expect(values[1]?.every(Number.isNaN)).toBe(true);
  });

  it('has the gradient of central differences, and leaves no tensors', () => {
    const x = normalTensor('normalise', [2, 3, 5]);
    expect(gradientError(normalise, [x])).toBeLessThan(2e-3);
    expect(leakedTensors(normalise, [x])).toBe(0);
  });
});
