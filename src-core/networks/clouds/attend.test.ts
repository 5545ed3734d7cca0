import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor5D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { gradientError, leakedTensors, normalTensor } from '../layers.test-files';
import { attend } from './attend';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const [clouds, points, heads, features] = [2, 4, 3, 5] as const;
const projections = (): Tensor5D => normalTensor('projections', [clouds, points, 3, heads, features]);

describe('attention', () => {
  it('is the mean of values by the softmax of scaled inner products, written out in float64', () => {
    const given = projections().dataSync();
    const at = (n: number, i: number, part: number, h: number, f: number): number =>
      given[(((n * points + i) * 3 + part) * heads + h) * features + f] ?? NaN;
    const places = Array.from({ length: points }, (_, j) => j);
    const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
    const found = attend(projections()).dataSync();
    for (let n = 0; n < clouds; n++)
      for (let i = 0; i < points; i++)
        for (let h = 0; h < heads; h++) {
          const shares = places.map((j) => {
            const inner = Array.from({ length: features }, (_, f) => at(n, i, 0, h, f) * at(n, j, 1, h, f));
            return Math.exp(sum(inner) / Math.sqrt(features));
          });
          for (let f = 0; f < features; f++) {
            const expected = sum(places.map((j) => ((shares[j] ?? 0) / sum(shares)) * at(n, j, 2, h, f)));
            expect(found[((n * points + i) * heads + h) * features + f]).toBeCloseTo(expected, 5);
          }
        }
  });

  it('has the gradient of central differences, and leaves no tensors', () => {
    const call = (...[input]: Tensor[]): Tensor => tf.tidy(() => attend(input as Tensor5D));
    expect(gradientError(call, [projections()])).toBeLessThan(2e-3);
    expect(leakedTensors(call, [projections()])).toBe(0);
  });
});
