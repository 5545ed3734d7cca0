import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { resolveGroup } from '../../groups/registry';
import type { Network } from '../define-network';
import { gradientError, leakedTensors, normalTensor, normalWeights } from '../layers.test-files';
import { mlp } from '../mlp';
import { shiftFramedNetwork } from './shift-framed-network';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const images = [
  { rows: 4, columns: 5, channels: 1 },
  { rows: 3, columns: 4, channels: 2 },
  { rows: 1, columns: 6, channels: 1 },
  { rows: 2, columns: 3, channels: 1 },
];

/** Gives back what it is given, and keeps it. */
function witness(size: number): { readonly network: Network; seen(): number[][] } {
  let last: number[][] = [];
  return {
    seen: () => last,
    network: {
      inputs: size,
      scalars: 0,
      outputs: size,
      weights: [],
      apply(_weights, points) {
        last = points.arraySync().flat();
        return points;
      },
    },
  };
}

describe.each(images)('a frame of shifts of $rows × $columns × $channels', (image) => {
  const size = image.rows * image.columns * image.channels;
  const context = { ambientDimension: size, layout: { kind: 'image', ...image } } as const;

  it.each([true, false])('shows the inner network one point of each orbit, and undoes its shift: whole %s', (whole) => {
    const { network, seen } = witness(size);
    const framed = shiftFramedNetwork({ image, whole }, network);
    const points = normalTensor<Tensor3D>('points', [1, 5, size]);
    const output = framed.apply([], points, tf.zeros([1, 5, 0])).dataSync();
    points.dataSync().forEach((value, k) => expect(output[k]).toBeCloseTo(value, 5));
    const canonical = seen();
    const id = whole || Math.max(image.rows, image.columns) <= 2 ? 'pixel-shift' : 'continuous-shift';
    const { group } = resolveGroup(id, context);
    points.arraySync()[0]?.forEach((row, i) => {
      // It lies on the orbit: the largest inner product with the point is that with itself.
      const alignment = group.alignPair(Float64Array.from(row), Float64Array.from(canonical[i] ?? []));
      expect(alignment.value).toBeCloseTo(
        row.reduce((sum, value) => sum + value * value, 0),
        3,
      );
      const moved = new Float64Array(size);
      group.act(Float64Array.of(1.3, 2.6).map(whole ? Math.round : Number), Float64Array.from(row), moved);
      framed.apply([], tf.tensor3d(Float32Array.from(moved), [1, 1, size]), tf.zeros([1, 1, 0]));
      seen()[0]?.forEach((value, k) => expect(value).toBeCloseTo(canonical[i]?.[k] ?? NaN, 4));
    });
  });
});

it('has the gradients of central differences, also against the points, and leaves no tensors', () => {
  const image = { rows: 4, columns: 5, channels: 2 };
  const inner = mlp({ inputs: 40, scalars: 1, outputs: 40, width: 6, layers: 1, frequencies: 0 });
  const network = shiftFramedNetwork({ image, whole: false }, inner);
  const f = (...all: Tensor[]): Tensor =>
    tf.tidy(() => network.apply(all.slice(0, -2), all.at(-2) as Tensor3D, all.at(-1) as Tensor3D));
  const inputs = [
    ...normalWeights('inner', network.weights, 2),
    normalTensor('points', [2, 3, 40]),
    normalTensor('scalars', [2, 3, 1]),
  ];
  expect(gradientError(f, inputs, 3e-3)).toBeLessThan(1e-2);
  expect(leakedTensors(f, inputs)).toBe(0);
});
