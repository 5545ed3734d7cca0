import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor5D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { gradientError, leakedTensors, normalTensor } from '../layers.test-files';
import { convolution, convolve, valid, validByConvolutions } from './convolution';
import type { Padding } from './pad-image';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** The sum over the nine neighbours, pixel by pixel. */
function byHand(kernels: Tensor5D, x: Tensor5D, padding: Padding): number[] {
  const [replicas, batch, rows, columns, inputs] = x.shape;
  const outputs = kernels.shape[4];
  const pixels = x.arraySync();
  const weights = kernels.arraySync();
  const out: number[] = [];
  const at = (r: number, b: number, row: number, column: number, channel: number): number => {
    const outside = row < 0 || row >= rows || column < 0 || column >= columns;
    if (outside && padding === 'zero') return 0;
    return pixels[r]?.[b]?.[(row + rows) % rows]?.[(column + columns) % columns]?.[channel] ?? NaN;
  };
  for (let r = 0; r < replicas; r++)
    for (let b = 0; b < batch; b++)
      for (let row = 0; row < rows; row++)
        for (let column = 0; column < columns; column++)
          for (let o = 0; o < outputs; o++) {
            let sum = 0;
            for (let i = 0; i < 3; i++)
              for (let j = 0; j < 3; j++)
                for (let c = 0; c < inputs; c++)
                  sum += at(r, b, row + i - 1, column + j - 1, c) * (weights[r]?.[i]?.[j]?.[c]?.[o] ?? NaN);
            out.push(sum);
          }
  return out;
}

const sizes = [
  [2, 2, 4, 5, 3, 2],
  [1, 3, 3, 3, 1, 4],
  [3, 1, 1, 6, 2, 2],
] as const;

describe.each([
  ['its own', valid],
  ['convolutions as', validByConvolutions],
] as const)('a convolution with %s gradients', (_, one) => {
  it.each(['circular', 'zero'] as const)('is the sum over neighbours: %s padding', (padding) => {
    for (const [replicas, batch, rows, columns, inputs, outputs] of sizes) {
      const x = normalTensor<Tensor5D>('x', [replicas, batch, rows, columns, inputs]);
      const kernels = normalTensor<Tensor5D>('kernels', [replicas, 3, 3, inputs, outputs]);
      const values = convolve(kernels, x, padding, one).dataSync();
      const expected = byHand(kernels, x, padding);
      expect(values).toHaveLength(expected.length);
      expected.forEach((value, k) => expect(values[k]).toBeCloseTo(value, 4));
    }
  });

  it('has the gradients of central differences, and leaves no tensors', () => {
    const inputs: Tensor[] = [normalTensor('kernels', [2, 3, 3, 2, 3]), normalTensor('x', [2, 2, 4, 4, 2])];
    for (const padding of ['circular', 'zero'] as const) {
      const f = (...[kernels, x]: Tensor[]): Tensor =>
        tf.tidy(() => convolve(kernels as Tensor5D, x as Tensor5D, padding, one));
      expect(gradientError(f, inputs)).toBeLessThan(2e-3);
      expect(leakedTensors(f, inputs)).toBe(0);
    }
  });

  it('gives each replica what it gives it alone', () => {
    const x = normalTensor<Tensor5D>('x', [3, 2, 4, 4, 2]);
    const kernels = normalTensor<Tensor5D>('kernels', [3, 3, 3, 2, 3]);
    const together = convolve(kernels, x, 'circular', one).arraySync();
    for (const r of [0, 1, 2]) {
      const alone = convolve(tf.slice(kernels, [r], [1]), tf.slice(x, [r], [1]), 'circular', one).arraySync();
      expect(alone[0]).toEqual(together[r]);
    }
  });
});

describe('convolution', () => {
  it('adds its bias and keeps a NaN to its neighbourhood', () => {
    const weights = [tf.ones([1, 3, 3, 1, 2]), tf.tensor([1, -1], [1, 1, 1, 1, 2])];
    const image = Array.from({ length: 36 }, (_, k) => (k === 0 ? NaN : 1));
    const values = convolution(weights, tf.tensor5d(image, [1, 1, 6, 6, 1]), 'zero').arraySync()[0]?.[0];
    expect(values?.[3]?.[3]).toEqual([10, 8]);
    expect(values?.[1]?.[1]?.every(Number.isNaN)).toBe(true);
    expect(values?.[0]?.[2]).toEqual([7, 5]);
  });

  it('commutes with circular shifts', () => {
    const shift = (x: Tensor5D): Tensor5D =>
      tf.concat(
        [tf.slice(x, [0, 0, 0, 3, 0], [-1, -1, -1, 1, -1]), tf.slice(x, [0, 0, 0, 0, 0], [-1, -1, -1, 3, -1])],
        3,
      );
    const x = normalTensor<Tensor5D>('x', [1, 2, 3, 4, 5]);
    const weights = [normalTensor('kernels', [1, 3, 3, 5, 2]), normalTensor('bias', [1, 1, 1, 1, 2])];
    const found = convolution(weights, shift(x), 'circular').dataSync();
    const expected = shift(convolution(weights, x, 'circular')).dataSync();
    found.forEach((value, k) => expect(value).toBeCloseTo(expected[k] ?? NaN, 5));
  });
});
