import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor5D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { gradientError, leakedTensors, normalTensor } from '../layers.test-files';
import { double, fromBlocks, halve, toBlocks } from './resample';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const x = (): Tensor5D => normalTensor<Tensor5D>('x', [2, 3, 4, 6, 2]);

it('halve takes the mean of 2 × 2 pixels', () => {
  const [pixels, halved] = [x().arraySync(), halve(x()).arraySync()];
  for (const r of [0, 1])
    for (const row of [0, 1])
      for (const column of [0, 1, 2])
        for (const c of [0, 1]) {
          const block = [0, 1].flatMap((i) => [0, 1].map((j) => pixels[r]?.[2]?.[2 * row + i]?.[2 * column + j]?.[c]));
          const mean = block.reduce<number>((sum, value) => sum + (value ?? NaN), 0) / 4;
          expect(halved[r]?.[2]?.[row]?.[column]?.[c]).toBeCloseTo(mean, 6);
        }
});

it('double is undone by halve, and four times its adjoint', () => {
  const small = normalTensor<Tensor5D>('small', [2, 3, 2, 3, 2]);
  const back = halve(double(small)).dataSync();
  small.dataSync().forEach((value, k) => expect(back[k]).toBeCloseTo(value, 6));
  const inner = (a: Tensor, b: Tensor): number => tf.sum(tf.mul(a, b)).dataSync()[0] ?? NaN;
  expect(inner(double(small), x())).toBeCloseTo(4 * inner(small, halve(x())), 3);
});

it('toBlocks puts a block’s pixels side by side, row by row, and fromBlocks takes them back', () => {
  const blocks = toBlocks(x(), 2);
  expect(blocks.shape).toEqual([2, 3, 2, 3, 8]);
  const pixels = x().arraySync()[1]?.[2];
  const expected = [pixels?.[2]?.[4], pixels?.[2]?.[5], pixels?.[3]?.[4], pixels?.[3]?.[5]].flat();
  expect(blocks.arraySync()[1]?.[2]?.[1]?.[2]).toEqual(expected);
  expect(fromBlocks(blocks, 2).arraySync()).toEqual(x().arraySync());
  expect(toBlocks(x(), 1).arraySync()).toEqual(x().arraySync());
});

describe.each([
  ['halve', halve],
  ['double', double],
  ['toBlocks', (t: Tensor5D) => toBlocks(t, 2)],
  ['fromBlocks', (t: Tensor5D) => fromBlocks(tf.concat([t, t], 4), 2)],
] as const)('%s', (_, f) => {
  it('has the gradient of central differences, and leaves no tensors', () => {
    const call = (...[input]: Tensor[]): Tensor => tf.tidy(() => f(input as Tensor5D));
    expect(gradientError(call, [x()])).toBeLessThan(2e-3);
    expect(leakedTensors(call, [x()])).toBe(0);
  });
});
