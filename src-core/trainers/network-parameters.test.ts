import { describe, expect, it } from 'vitest';
import { ExpectedError } from '../errors';
import { resolveGroup } from '../groups/registry';
import { trivialGroup } from '../groups/trivial';
import { zeroPoints } from '../mathematics/points';
import type { Layout } from '../spaces/layout';
import { mostTogether, networkOf, trainingSize, type NetworkSettings } from './network-parameters';

const perceptrons: NetworkSettings = {
  ...{ symmetry: 'none', layers: 1, frequencies: 4 },
  ...{ optimiser: 'adam', rate: 0.002, rateSchedule: 'cosine', decay: 0, clip: 0, averaging: 0 },
};
const settings: NetworkSettings = { ...perceptrons, architecture: 'auto' };
const image = (side: number): Layout => ({ kind: 'image', rows: side, columns: side, channels: 1 });
const run = (layout: Layout, count = 16) => ({ training: zeroPoints(count, 4), layout, group: trivialGroup(4) });
const clouds: Layout = { kind: 'point-cloud', points: 4, dimension: 3 };

describe('trainingSize', () => {
  it('chooses a convolutional network for images that are large, with a batch and a width of its own', () => {
    expect(trainingSize(settings, run(image(28)))).toEqual({
      steps: 4000,
      width: 32,
      batch: 64,
      image: { rows: 28, columns: 28, channels: 1 },
    });
    expect(trainingSize(settings, run(image(16))).image).toBeUndefined();
    expect(trainingSize({ ...settings, architecture: 'perceptron' }, run(image(28))).image).toBeUndefined();
    expect(trainingSize({ ...settings, architecture: 'convolution' }, run(image(6))).image).toBeDefined();
  });

  it('leaves a trainer that cannot choose with a perceptron', () => {
    expect(trainingSize(perceptrons, run(image(28)))).toEqual({ steps: 4000, width: 128, batch: 256 });
  });

  it('refuses convolutions of points that are no images', () => {
    const convolution = { ...settings, architecture: 'convolution' as const };
    expect(() => trainingSize(convolution, run({ kind: 'plain' }))).toThrow(ExpectedError);
  });

  it('shows the points of clouds, or of what the group moves as such, to networks of points', () => {
    const set = { ...settings, architecture: 'set' as const };
    const size = { points: 4, dimension: 3, mixing: 'set' };
    expect(trainingSize(set, run(clouds))).toMatchObject({ cloud: size });
    const { group } = resolveGroup('permutation', { ambientDimension: 4 });
    const coordinates = { points: 4, dimension: 1, mixing: 'set' };
    expect(trainingSize(set, { ...run({ kind: 'plain' }), group })).toMatchObject({ cloud: coordinates });
    expect(() => trainingSize(set, run({ kind: 'plain' }))).toThrow(/needs clouds of points/);
    expect(trainingSize({ ...settings, architecture: 'perceptron' }, run(clouds)).cloud).toBeUndefined();
  });

  it('takes what is given, and lets width and steps grow with the number of points', () => {
    expect(trainingSize({ ...settings, steps: 7, width: 5, batch: 3 }, run(image(28)))).toMatchObject({
      steps: 7,
      width: 5,
      batch: 3,
    });
    expect(trainingSize(settings, run({ kind: 'plain' }, 256))).toMatchObject({ steps: 16_000, width: 256 });
  });
});

describe('mostTogether', () => {
  it('keeps networks on images within memory, and leaves others alone', () => {
    const together = (one: NetworkSettings, layout: Layout): number =>
      mostTogether(one, trainingSize(one, run(layout)));
    expect(together(perceptrons, image(28))).toBe(Infinity);
    expect(together({ ...settings, layers: 3 }, image(28))).toBe(1);
    expect(together({ ...settings, architecture: 'convolution' }, image(8))).toBeGreaterThan(8);
    expect(together({ ...settings, layers: 3, batch: 100_000 }, image(28))).toBe(1);
    expect(together({ ...settings, architecture: 'attention', layers: 3 }, clouds)).toBeLessThan(20);
  });
});

describe('networkOf', () => {
  it('makes the network that was chosen', () => {
    const group = trivialGroup(64);
    const convolution = { ...settings, architecture: 'convolution' as const };
    const { network } = networkOf(convolution, trainingSize(convolution, run(image(8))), group, 2);
    expect(network.weights.some(({ shape }) => shape.length === 4)).toBe(true);
    expect(network.inputs).toBe(64);
    const plain = networkOf(perceptrons, trainingSize(perceptrons, run(image(8))), group, 2);
    expect(plain.network.weights.every(({ shape }) => shape.length < 4)).toBe(true);
  });
});
