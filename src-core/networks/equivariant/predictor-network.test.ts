import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { resolveGroup } from '../../groups/registry';
import { rowOf, zeroPoints, type Points } from '../../mathematics/points';
import { normalPoints, randomStream } from '../../mathematics/random-stream';
import type { InputLayout, PairLayout } from '../../spaces/layout';
import { takenApart } from '../images/image-predictor';
import { gradientError, normalTensor, normalWeights } from '../layers.test-files';
import type { NetworkSize } from './equivariant-network';
import { equivariantPredictor } from './predictor-network';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const outputs = 3;

interface Trial {
  readonly input: InputLayout;
  readonly size: Omit<NetworkSize, 'width' | 'layers' | 'frequencies'>;
}

const images = (rows: number, columns: number, channels = 1): Trial => {
  const image = { rows, columns, channels };
  return { input: { kind: 'image', ...image }, size: { image } };
};
const clouds = (points: number, dimension: number, mixing: 'set' | 'attention'): Trial => ({
  input: { kind: 'point-cloud', points, dimension },
  size: { cloud: { points, dimension, mixing } },
});

const trials: readonly (readonly [group: string, what: string, trial: Trial])[] = [
  ['pixel-shift', 'images that are taken apart', images(16, 8)],
  ['pixel-shift', 'images of odd sides', images(5, 3, 2)],
  ...(['set', 'attention'] as const).flatMap((mixing) =>
    (['permutation', 'orthogonal', 'special-orthogonal', 'point-cloud-symmetry'] as const).flatMap((group) =>
      [2, 3].map((d) => [group, `clouds in R^${String(d)}, ${mixing}`, clouds(5, d, mixing)] as const),
    ),
  ),
];

describe.each(trials)('the predictor under %s of %s', (groupName, _, { input, size }) => {
  const inputs = input.kind === 'image' ? input.rows * input.columns * input.channels : input.points * input.dimension;
  const layout: PairLayout = { kind: 'pair', inputs, outputs, classes: false, input };
  const { group } = resolveGroup(groupName, { ambientDimension: inputs + outputs, layout });
  const network = equivariantPredictor(
    group,
    { inputs, outputs, hypotheses: 2 },
    input.kind === 'image'
      ? { width: 4, layers: 3, frequencies: 0, ...size }
      : { width: 16, layers: 3, frequencies: 4, ...size },
  );
  const weights = normalWeights('predictor', network.weights, 2);
  const evaluate = (x: Points): Float32Array => {
    // The same points to both replicas.
    const tensor: Tensor3D = tf.tile(tf.tensor3d(Float32Array.from(x.values), [1, x.count, inputs]), [2, 1, 1]);
    return tf.tidy(() => network.apply(weights, tensor, tf.zeros([2, x.count, 0]))).dataSync() as Float32Array;
  };

  it('is invariant to 1e-5 for random weights and random elements', () => {
    const random = randomStream(['elements', groupName]);
    const pairs = normalPoints(random, 12, inputs + outputs);
    const moved = zeroPoints(12, inputs + outputs);
    for (let i = 0; i < 12; i++)
      group.act(
        group.sample(random),
        rowOf(pairs, i),
        moved.values.subarray(i * moved.dimension, (i + 1) * moved.dimension),
      );
    const inputsOf = (points: Points): Points => {
      const own = zeroPoints(points.count, inputs);
      for (let i = 0; i < points.count; i++) own.values.set(rowOf(points, i).subarray(0, inputs), i * inputs);
      return own;
    };
    const [here, there] = [evaluate(inputsOf(pairs)), evaluate(inputsOf(moved))];
    let [error, scale, spread] = [0, 0, 0];
    here.forEach((value, at) => {
      error += ((there[at] ?? NaN) - value) ** 2;
      scale += value ** 2;
      spread += (value - (here[at % (2 * outputs)] ?? NaN)) ** 2;
    });
    expect(Math.sqrt(error / scale)).toBeLessThan(1e-5);
    // It is not a constant either.
    expect(spread / scale).toBeGreaterThan(1e-4);
  });

  it('learns all its weights', () => {
    const points = normalTensor<Tensor3D>('points', [2, 4, inputs]);
    const f = (...own: tf.Tensor[]): tf.Tensor => network.apply(own, points, tf.zeros([2, 4, 0]));
    const trained = network.weights.map(({ trained: learns }, index) => (learns ? index : -1)).filter((i) => i >= 0);
    const some = (...own: tf.Tensor[]): tf.Tensor =>
      f(...weights.map((weight, i) => own[trained.indexOf(i)] ?? weight));
    const moving = trained.map((index) => weights[index] as tf.Tensor);
    if (input.kind === 'image' && inputs < 40) expect(gradientError(some, moving, 3e-3)).toBeLessThan(2e-2);
    const { grads } = tf.valueAndGrads((...own: tf.Tensor[]) => tf.sum(tf.square(some(...own))))([...moving]);
    for (const gradient of grads) expect(tf.sum(tf.abs(gradient)).dataSync()[0]).toBeGreaterThan(0);
  });
});

it('takes images apart into those of every second pixel', () => {
  const x = normalTensor<tf.Tensor5D>('image', [1, 1, 8, 8, 2]);
  const parts = takenApart(x);
  expect(parts.shape).toEqual([1, 4, 4, 4, 2]);
  const [whole, apart] = [x.dataSync(), parts.dataSync()];
  for (const [r, c] of [
    [0, 0],
    [3, 6],
    [7, 1],
  ] as const)
    expect(apart[(((2 * (r % 2) + (c % 2)) * 4 + Math.floor(r / 2)) * 4 + Math.floor(c / 2)) * 2]).toBe(
      whole[(r * 8 + c) * 2],
    );
});
