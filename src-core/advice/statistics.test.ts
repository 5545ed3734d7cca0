import { describe, expect, it } from 'vitest';
import { unwatchedWork } from '../work';
import { normalPoints, randomPermutation, randomStream } from '../mathematics/random-stream';
import { rowOf } from '../mathematics/points';
import { energyStatistic } from './energy-statistic';
import { type Labels, labelsOf, randomLabels } from './labels';
import { neighbourStatistic } from './neighbour-statistic';
import { sumsWithin } from './sums-within';

const half = 9;
const random = randomStream(['statistics of two samples']);
const points = normalPoints(random.derive('points'), 2 * half, 2);
const distances = Float32Array.from({ length: (2 * half) ** 2 }, (_, at) => {
  const [a, b] = [rowOf(points, Math.floor(at / (2 * half))), rowOf(points, at % (2 * half))];
  return Math.hypot((a[0] ?? 0) - (b[0] ?? 0), (a[1] ?? 0) - (b[1] ?? 0));
});
const [first, second] = randomLabels(random.derive('labels'), half, 2) as [Labels, Labels];
const membersOf = (moved: Uint8Array, label: number): number[] => [...moved.keys()].filter((i) => moved[i] === label);
const distance = (i: number, j: number): number => distances[i * 2 * half + j] ?? 0;

/** Mean distances by their definition: within a sample, and between both. */
function energyByDefinition(ones: readonly number[], others: readonly number[]): number {
  const mean = (as: readonly number[], bs: readonly number[]): number => {
    const pairs = as.flatMap((a) => bs.filter((b) => b !== a).map((b) => distance(a, b)));
    return pairs.reduce((sum, value) => sum + value, 0) / pairs.length;
  };
  return 2 - (mean(ones, ones) + mean(others, others)) / mean(ones, others);
}

describe('energyStatistic', () => {
  const [unmoved, moved] = [membersOf(first.moved, 0), membersOf(first.moved, 1)];
  const statistic = energyStatistic(distances, first);

  it('is the sum of the distances between the samples, for any labels', async () => {
    const found = await statistic.ofEach([first, second], unwatchedWork);
    for (const [at, labels] of [first, second].entries()) {
      const sum = membersOf(labels.moved, 0)
        .flatMap((a) => membersOf(labels.moved, 1).map((b) => distance(a, b)))
        .reduce((partial, value) => partial + value, 0);
      expect(found[at]).toBeCloseTo(sum, 9);
    }
  });

  it('has the breaking and the jackknife of its definition', () => {
    const { value, standardError } = statistic.breaking();
    expect(value).toBeCloseTo(energyByDefinition(unmoved, moved), 9);
    const without = (sample: readonly number[], i: number): number[] => sample.filter((j) => j !== i);
    const scatter = (values: readonly number[]): number => {
      const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
      return ((values.length - 1) / values.length) * values.reduce((sum, one) => sum + (one - mean) ** 2, 0);
    };
    const variance =
      scatter(unmoved.map((i) => energyByDefinition(without(unmoved, i), moved))) +
      scatter(moved.map((i) => energyByDefinition(unmoved, without(moved, i))));
    expect(standardError).toBeCloseTo(Math.sqrt(variance), 9);
  });

  it('finds no breaking among points that coincide', () => {
    const { value, standardError } = energyStatistic(new Float32Array(distances.length), first).breaking();
    expect([value, standardError]).toEqual([0, 0]);
  });
});

describe('neighbourStatistic', () => {
  it('counts nearest neighbours of the same sample', () => {
    const k = 3;
    const statistic = neighbourStatistic(distances, first, k);
    for (const labels of [first, second]) {
      let same = 0;
      for (let i = 0; i < 2 * half; i++) {
        const others = [...labels.moved.keys()].filter((j) => j !== i).sort((a, b) => distance(i, a) - distance(i, b));
        same += others.slice(0, k).filter((j) => labels.moved[j] === labels.moved[i]).length;
      }
      expect(statistic.ofEach([labels])[0]).toBe(same);
    }
  });

  it('is 1 for samples that are far apart, and 0 on average over labels', () => {
    const apart = Float32Array.from(distances, (value, at) => {
      const [i, j] = [Math.floor(at / (2 * half)), at % (2 * half)];
      return value + (first.moved[i] === first.moved[j] ? 0 : 100);
    });
    expect(neighbourStatistic(apart, first, 3).breaking(Float64Array.of(0, 1)).value).toBe(1);
    const many = randomLabels(random.derive('many'), half, 4000);
    const mean =
      many.reduce(
        (sum, labels) => sum + neighbourStatistic(distances, labels, 3).breaking(Float64Array.of(0, 1)).value,
        0,
      ) / many.length;
    expect(Math.abs(mean)).toBeLessThan(0.01);
  });
});

describe('sumsWithin', () => {
  it('adds up the pairs of each subset, whatever its size', async () => {
    const count = 75;
    const matrix = new Float32Array(count * count);
    for (let i = 0; i < count; i++)
      for (let j = 0; j < i; j++) matrix[i * count + j] = matrix[j * count + i] = random.uniform();
    const subsets = [0, 1, 2, 33, 75].map((size) => randomPermutation(random, count).slice(0, size).sort());
    const found = await sumsWithin(matrix, count, subsets, () => Promise.resolve());
    for (const [at, subset] of subsets.entries()) {
      let sum = 0;
      for (const i of subset) for (const j of subset) if (j < i) sum += matrix[i * count + j] ?? 0;
      expect(found[at]).toBeCloseTo(sum, 9);
    }
  });
});

describe('labelsOf', () => {
  it('lists those that are not marked', () => {
    expect([...labelsOf(Uint8Array.of(1, 0, 0, 1)).unmoved]).toEqual([1, 2]);
  });
});
