import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Group, GroupContext } from '#core/groups/define-group';
import { groupRegistry, resolveGroup } from '#core/groups/registry';
import { randomStream, type RandomStream } from '#core/mathematics/random-stream';
import { sizeOf, type Network } from '#core/networks/define-network';
import { equivariantNetwork, type NetworkSize } from '#core/networks/equivariant/equivariant-network';
import { parseReference } from '#core/registry/reference';
import '#main/backends/register-gradients';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

interface Case extends GroupContext {
  readonly reference: string;
}

const image = (rows: number, columns: number, channels = 1): GroupContext => ({
  ambientDimension: rows * columns * channels,
  layout: { kind: 'image', rows, columns, channels },
});
const cloud = (points: number, dimension: number): GroupContext => ({
  ambientDimension: points * dimension,
  layout: { kind: 'point-cloud', points, dimension },
});

const cases: readonly Case[] = [
  { reference: 'trivial', ambientDimension: 5 },
  { reference: 'sign', ambientDimension: 4 },
  { reference: 'cyclic?order=5', ambientDimension: 4 },
  { reference: 'cyclic?order=40&frequencies=6,6', ambientDimension: 4 },
  { reference: 'dihedral?order=5', ambientDimension: 4 },
  { reference: 'dihedral?order=30&planes=0-2', ambientDimension: 5 },
  { reference: 'so2', ambientDimension: 4 },
  { reference: 'so2', ambientDimension: 2 },
  { reference: 'so2?frequencies=1,2', ambientDimension: 4 },
  { reference: 'so2?frequencies=2,4', ambientDimension: 4 },
  { reference: 'so2?frequencies=3,7,10', ambientDimension: 6 },
  { reference: 'so2?frequencies=1,3,0&planes=0-1,5-2,3-4', ambientDimension: 7 },
  { reference: 'so2?planes=0-3,1-4,2-5', ambientDimension: 9 },
  { reference: 'o2', ambientDimension: 4 },
  { reference: 'o2?frequencies=1,2', ambientDimension: 4 },
  { reference: 'special-orthogonal', ...cloud(4, 2) },
  { reference: 'special-orthogonal', ...cloud(4, 3) },
  { reference: 'special-orthogonal?dimension=3', ambientDimension: 3 },
  { reference: 'special-orthogonal', ...cloud(5, 4) },
  { reference: 'orthogonal', ...cloud(4, 2) },
  { reference: 'orthogonal', ...cloud(3, 3) },
  { reference: 'orthogonal', ...cloud(1, 3) },
  { reference: 'permutation', ambientDimension: 5 },
  { reference: 'permutation', ...cloud(4, 3) },
  { reference: 'trivial', ...cloud(4, 3) },
  { reference: 'cyclic?order=5', ...cloud(3, 2) },
  { reference: 'point-cloud-symmetry', ...cloud(4, 2) },
  { reference: 'point-cloud-symmetry', ...cloud(5, 3) },
  { reference: 'pixel-shift', ...image(4, 5) },
  { reference: 'pixel-shift', ...image(3, 4, 2) },
  { reference: 'pixel-shift', ...image(8, 8) },
  { reference: 'continuous-shift', ...image(5, 4) },
  { reference: 'trivial', ...image(4, 4) },
  { reference: 'square', ...image(3, 3) },
  { reference: 'product?factors=so2(frequencies=1,2)[0:4]*permutation[4:8]', ambientDimension: 9 },
  { reference: 'product?factors=so2[2:4]*special-orthogonal(dimension=3)[4:10]', ambientDimension: 11 },
  { reference: 'product?factors=trivial[0:2]*o2[2:6]', ambientDimension: 6 },
];

/** Weights of `replicas` replicas, none of them zero, so that the network's output is not either. */
function randomWeights(network: Network, replicas: number, random: RandomStream): readonly Tensor[] {
  return network.weights.map((weight) => {
    const scale = weight.shape.length > 1 ? 1 / Math.sqrt(weight.shape.at(-2) ?? 1) : 0.5;
    const values = Float32Array.from({ length: replicas * sizeOf(weight.shape) }, () => scale * random.normal());
    return tf.tensor(values, [replicas, ...weight.shape]);
  });
}

function actOnRows(group: Group, elements: readonly Float64Array[], values: Float64Array): Float64Array {
  const out = new Float64Array(values.length);
  const d = group.ambientDimension;
  elements.forEach((g, i) => {
    group.act(g, values.subarray(i * d, (i + 1) * d), out.subarray(i * d, (i + 1) * d));
  });
  return out;
}

it('has a case for every registered group', () => {
  const tested = new Set(cases.map((one) => parseReference(one.reference).id));
  expect(groupRegistry.all.map(({ id }) => id).filter((id) => !tested.has(id))).toEqual([]);
});

/** A perceptron for all; convolutions for images; networks of points for clouds, and for coordinates that are put into any order. */
const kinds = cases.flatMap((one) => {
  const ofPoints = one.layout?.kind === 'point-cloud' || resolveGroup(one.reference, one).group.cloud !== undefined;
  const kinds: readonly Kind[] = [
    'perceptron',
    ...(one.layout?.kind === 'image' ? (['convolutional'] as const) : []),
    ...(ofPoints ? (['set', 'attention'] as const) : []),
  ];
  return kinds.map((kind) => ({ ...one, kind }));
});

type Kind = 'perceptron' | 'convolutional' | 'set' | 'attention';

/** What the size of a network says of its kind. */
function sizeOfKind(kind: Kind, group: Group, layout: GroupContext['layout']): Pick<NetworkSize, 'image' | 'cloud'> {
  if (kind === 'convolutional' && layout?.kind === 'image') return { image: layout };
  if (kind !== 'set' && kind !== 'attention') return {};
  const known = group.cloud ?? (layout?.kind === 'point-cloud' ? layout : undefined);
  if (known === undefined) throw new Error('No cloud.');
  return { cloud: { points: known.points, dimension: known.dimension, mixing: kind } };
}

describe.each(kinds)(
  'the $kind network for $reference on $ambientDimension coordinates',
  ({ reference, kind, ...context }) => {
    const { group } = resolveGroup(reference, context);
    const d = group.ambientDimension;
    const { layout } = context;
    const network = equivariantNetwork(group, 2, {
      width: 12,
      layers: 2,
      frequencies: 3,
      ...sizeOfKind(kind, group, layout),
    });
    const [replicas, batch] = [2, 6];

    it('is equivariant to 1e-5 in float32, for random weights and elements', () => {
      const random = randomStream(['equivariance', reference, d]);
      const points = Float64Array.from({ length: replicas * batch * d }, () => random.normal());
      const elements = Array.from({ length: replicas * batch }, () => group.sample(random));
      const scalars = Float32Array.from({ length: replicas * batch * 2 }, () => random.normal());
      const weights = randomWeights(network, replicas, random);
      const evaluate = (values: Float64Array): Float64Array =>
        Float64Array.from(
          network
            .apply(
              weights,
              tf.tensor3d(Float32Array.from(values), [replicas, batch, d]),
              tf.tensor3d(scalars, [replicas, batch, 2]),
            )
            .dataSync(),
        );
      const expected = actOnRows(group, elements, evaluate(points));
      const found = evaluate(actOnRows(group, elements, points));
      const error = found.reduce((sum, value, k) => sum + (value - (expected[k] ?? NaN)) ** 2, 0);
      const size = expected.reduce((sum, value) => sum + value ** 2, 0);
      expect(size).toBeGreaterThan(0);
      expect(Math.sqrt(error / size)).toBeLessThan(1e-5);
    });

    it('keeps replicas apart, and passes gradients to every weight that is trained', () => {
      const random = randomStream(['replicas', reference, d]);
      const weights = randomWeights(network, 2, random);
      const points = tf.tensor3d(
        Float32Array.from({ length: 2 * batch * d }, () => random.normal()),
        [2, batch, d],
      );
      const scalars: Tensor3D = tf.ones([2, batch, 2]);
      const together = network.apply(weights, points, scalars).arraySync();
      for (const r of [0, 1]) {
        const own = weights.map((weight) => tf.slice(weight, [r], [1]));
        const alone = network.apply(own, tf.slice(points, [r], [1]), tf.slice(scalars, [r], [1])).arraySync();
        expect(alone[0]?.flat()).toHaveLength(batch * d);
        alone[0]?.flat().forEach((value, k) => expect(value).toBeCloseTo(together[r]?.flat()[k] ?? NaN, 4));
      }
      const trained = weights.filter((_, index) => network.weights[index]?.trained);
      const gradients = tf.grads((...moving: Tensor[]) => {
        const rest = [...moving];
        const all = weights.map((weight, index) =>
          network.weights[index]?.trained ? (rest.shift() ?? weight) : weight,
        );
        return tf.sum(tf.square(tf.slice(network.apply(all, points, scalars), [0], [1])));
      })(trained);
      for (const [index, gradient] of gradients.entries()) {
        const [first = [], second = []] = tf.reshape(gradient, [2, -1]).arraySync() as number[][];
        // The last bias is a constant vector, which a mean over a group without a fixed one takes away.
        expect(index === gradients.length - 1 || first.some((value) => value !== 0)).toBe(true);
        // The loss is of the first replica alone.
        expect(second.every((value) => value === 0)).toBe(true);
      }
    });
  },
);
