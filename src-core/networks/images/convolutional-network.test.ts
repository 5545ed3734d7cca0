import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { resolveGroup } from '../../groups/registry';
import type { ImageShape } from '../../groups/image-shape';
import { randomStream } from '../../mathematics/random-stream';
import { gradientError, leakedTensors, normalTensor, normalWeights } from '../layers.test-files';
import { convolutionalNetwork, strideOf } from './convolutional-network';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const square = (side: number): ImageShape => ({ rows: side, columns: side, channels: 1 });
const small = { image: { rows: 8, columns: 8, channels: 2 }, scalars: 2, width: 3, layers: 1 };

describe('strideOf', () => {
  it.each([
    [28, 4],
    [16, 4],
    [14, 2],
    [8, 2],
    [5, 1],
    [64, 8],
  ])('of images with %i pixels a side is %i', (side, stride) => {
    expect(strideOf(square(side))).toBe(stride);
  });
});

describe.each(['circular', 'zero'] as const)('a convolutional network with %s padding', (padding) => {
  const network = convolutionalNetwork({ ...small, padding });
  const points = (): Tensor3D => normalTensor('points', [2, 2, 128]);
  const scalars = (): Tensor3D => normalTensor('scalars', [2, 2, 2]);

  it('begins at zero', () => {
    const random = randomStream(['beginning']);
    const drawn = network.weights.map((weight) => tf.tensor(weight.draw(random, 1), [1, ...weight.shape]));
    const output = network.apply(drawn, tf.slice(points(), [0], [1]), tf.slice(scalars(), [0], [1]));
    expect(output.dataSync().every((value) => value === 0)).toBe(true);
  });

  it('has the gradients of central differences, and leaves no tensors', () => {
    const weights = normalWeights('network', network.weights, 2);
    const f = (...all: Tensor[]): Tensor =>
      tf.tidy(() => network.apply(all.slice(0, -2), all.at(-2) as Tensor3D, all.at(-1) as Tensor3D));
    const inputs = [...weights, points(), scalars()];
    expect(gradientError(f, inputs, 3e-3)).toBeLessThan(1e-2);
    expect(leakedTensors(f, inputs)).toBe(0);
  });

  it('gives each replica what it gives it alone', () => {
    const weights = normalWeights('network', network.weights, 2);
    const together = network.apply(weights, points(), scalars()).arraySync();
    for (const r of [0, 1]) {
      const own = (tensor: Tensor): Tensor => tf.slice(tensor, [r], [1]);
      const alone = network.apply(weights.map(own), own(points()) as Tensor3D, own(scalars()) as Tensor3D);
      alone
        .arraySync()[0]
        ?.flat()
        .forEach((value, k) => expect(value).toBeCloseTo(together[r]?.flat()[k] ?? NaN, 5));
    }
  });

  it('works without scalars', () => {
    const without = convolutionalNetwork({ ...small, scalars: 0, padding });
    const output = without.apply(normalWeights('bare', without.weights, 2), points(), tf.zeros([2, 2, 0]));
    expect(output.dataSync().some((value) => value !== 0)).toBe(true);
  });
});

it('with circular padding commutes with shifts by its stride', () => {
  const image = small.image;
  const network = convolutionalNetwork({ ...small, padding: 'circular' });
  const weights = normalWeights('network', network.weights, 1);
  const { group } = resolveGroup('pixel-shift', { ambientDimension: 128, layout: { kind: 'image', ...image } });
  const points = normalTensor('points', [1, 1, 128]).dataSync();
  const scalars = normalTensor<Tensor3D>('scalars', [1, 1, 2]);
  const shifted = (values: ArrayLike<number>, g: Float64Array): Float64Array => {
    const out = new Float64Array(128);
    group.act(g, Float64Array.from(values), out);
    return out;
  };
  const evaluate = (values: ArrayLike<number>): ArrayLike<number> =>
    network.apply(weights, tf.tensor3d(Float32Array.from(values), [1, 1, 128]), scalars).dataSync();
  const stride = strideOf(image);
  const g = Float64Array.of(stride, 3 * stride);
  const expected = shifted(evaluate(points), g);
  const found = evaluate(shifted(points, g));
  expected.forEach((value, k) => expect(found[k]).toBeCloseTo(value, 4));
  const between = evaluate(shifted(points, Float64Array.of(1, 0)));
  const apart = shifted(evaluate(points), Float64Array.of(1, 0)).map((value, k) =>
    Math.abs(value - (between[k] ?? NaN)),
  );
  expect(Math.max(...apart)).toBeGreaterThan(0.01);
});
