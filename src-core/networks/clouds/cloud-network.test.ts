import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { randomStream } from '../../mathematics/random-stream';
import { gradientError, leakedTensors, normalTensor, normalWeights } from '../layers.test-files';
import { peakBytes } from '../peak-bytes';
import { cloudNetwork, numbersKeptOfCloud } from './cloud-network';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const [points, dimension, replicas, batch] = [4, 3, 2, 3] as const;
const small = { points, dimension, scalars: 2, width: 16, layers: 2, frequencies: 2 };
const clouds = (): Tensor3D => normalTensor('clouds', [replicas, batch, points * dimension]);
const scalars = (): Tensor3D => normalTensor('scalars', [replicas, batch, 2]);

const shapes = (['set', 'attention'] as const).flatMap((mixing) =>
  (['none', 'rotations', 'rotations-and-reflections'] as const).flatMap((turns) =>
    [true, false].map((permutes) => ({ ...small, mixing, turns, permutes })),
  ),
);

describe.each(shapes)('a network of points by $mixing; turns: $turns, any order: $permutes', (shape) => {
  const network = cloudNetwork(shape);

  it('begins at zero', () => {
    const random = randomStream(['beginning']);
    const drawn = network.weights.map((weight) => tf.tensor(weight.draw(random, 1), [1, ...weight.shape]));
    const first = (x: Tensor3D): Tensor3D => tf.slice(x, [0], [1]);
    expect(
      network
        .apply(drawn, first(clouds()), first(scalars()))
        .dataSync()
        .every((value) => value === 0),
    ).toBe(true);
  });

  it('has the gradients of central differences, and leaves no tensors', () => {
    const f = (...all: Tensor[]): Tensor =>
      tf.tidy(() => network.apply(all.slice(0, -2), all.at(-2) as Tensor3D, all.at(-1) as Tensor3D));
    const inputs = [...normalWeights('network', network.weights, replicas), clouds(), scalars()];
    expect(gradientError(f, inputs, 3e-3)).toBeLessThan(1e-2);
    expect(leakedTensors(f, inputs)).toBe(0);
  });

  it('keeps no more numbers than it is said to', async () => {
    const weights = normalWeights('network', network.weights, replicas);
    const [x, known] = [clouds(), scalars()];
    const before = tf.memory().numBytes;
    const peak = await peakBytes(() => {
      const loss = (...moving: Tensor[]): tf.Scalar => tf.sum(network.apply(moving, x, known));
      tf.dispose(tf.grads(loss)([...weights]));
    });
    const ofWeights = weights.reduce((sum, { size }) => sum + size, 0);
    const kept = (peak - before) / 4 - 2 * ofWeights;
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(replicas * batch * numbersKeptOfCloud(shape));
  });

  it('tells points apart by their places where it is not of any order alone', () => {
    const weights = normalWeights('network', network.weights, replicas);
    const reversed = (x: Tensor3D): Tensor3D =>
      tf.reshape(tf.reverse(tf.reshape(x, [replicas, batch, points, dimension]), 2), x.shape);
    const there = network.apply(weights, clouds(), scalars());
    const back = reversed(network.apply(weights, reversed(clouds()), scalars()));
    const difference = tf.max(tf.abs(tf.sub(there, back))).dataSync()[0] ?? NaN;
    if (shape.permutes) expect(difference).toBeLessThan(1e-4);
    else expect(difference).toBeGreaterThan(1e-2);
  });

  it('works without scalars and without frequencies', () => {
    const bare = cloudNetwork({ ...shape, scalars: 0, frequencies: 0 });
    const output = bare.apply(normalWeights('bare', bare.weights, 2), clouds(), tf.zeros([replicas, batch, 0]));
    expect(output.dataSync().some((value) => value !== 0)).toBe(true);
  });
});

it.each(['none', 'rotations'] as const)('shares any width among heads of attention; turns: %s', (turns) => {
  // 129 numbers have 32 vectors beside them, which alone would be two heads.
  const network = cloudNetwork({ ...small, permutes: true, mixing: 'attention', turns, width: 129 });
  const output = network.apply(normalWeights('wide', network.weights, replicas), clouds(), scalars());
  expect(output.shape).toEqual([replicas, batch, points * dimension]);
  expect(output.dataSync().every(Number.isFinite)).toBe(true);
});

it('knows rotations from reflections where it is told to', () => {
  const mirror = tf.tensor3d([-1, 1, 1], [1, 1, 3]);
  const reflected = (x: Tensor3D): Tensor3D =>
    tf.reshape(tf.mul(tf.reshape(x, [replicas, batch * points, dimension]), mirror), x.shape);
  const changed = (turns: 'rotations' | 'rotations-and-reflections'): number => {
    const network = cloudNetwork({ ...small, permutes: true, mixing: 'set', turns });
    const weights = normalWeights('network', network.weights, replicas);
    const expected = reflected(network.apply(weights, clouds(), scalars()));
    return (
      tf.max(tf.abs(tf.sub(network.apply(weights, reflected(clouds()), scalars()), expected))).dataSync()[0] ?? NaN
    );
  };
  expect(changed('rotations-and-reflections')).toBeLessThan(1e-5);
  expect(changed('rotations')).toBeGreaterThan(1e-3);
});
