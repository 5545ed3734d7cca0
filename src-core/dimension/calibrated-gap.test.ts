import { describe, expect, it } from 'vitest';
import { nearestNeighbours } from '../gap/nearest-neighbours';
import type { Group } from '../groups/define-group';
import { resolveGroup } from '../groups/registry';
import { trivialGroup } from '../groups/trivial';
import { zeroPoints, type Points } from '../mathematics/points';
import { randomStream, type RandomStream } from '../mathematics/random-stream';
import { resolveSpace } from '../spaces/registry';
import { unwatchedWork } from '../work';
import { calibratedGap } from './calibrated-gap';
import type { DimensionEstimate, EstimatorOutcome } from './define-estimator';

async function estimateOf(task: string, reference: string, size: number, seed: number): Promise<DimensionEstimate> {
  const { space } = resolveSpace(task);
  const points = space.sample(size, randomStream(['calibrated gap', task, seed]));
  const { group } = resolveGroup(reference, { ambientDimension: points.dimension, layout: space.layout });
  const found = await answerTo(points, group, seed);
  if ('doesNotApply' in found) throw new Error(found.doesNotApply);
  return found;
}

async function answerTo(points: Points, group: Group, seed: number): Promise<EstimatorOutcome> {
  const request = { queries: points, candidates: points, group, k: 64, excludeSelf: true };
  const neighbours = await nearestNeighbours(request, unwatchedWork);
  const sample = { points, group, neighbours, random: randomStream(['estimate', seed]) };
  return calibratedGap.create({}).estimate(sample, unwatchedWork);
}

describe('the calibrated gap estimator', () => {
  // At 1,000 points their raw local dimensions are 9, 15 and 17.
  it.each([
    ['sphere?dimension=10', 10],
    ['cube?dimension=20', 20],
    ['gaussian?dimension=20', 20],
  ])('corrects what few points in many dimensions hide: %s', async (task, dimension) => {
    const { dimension: found, interval } = await estimateOf(task, 'trivial', 1000, 1);
    expect(Math.abs(found / dimension - 1)).toBeLessThan(0.12);
    expect(interval[0]).toBeLessThan(dimension);
    expect(interval[1]).toBeGreaterThan(dimension);
  });

  it.each([
    ['torus?dimension=2', 'so2', 1],
    ['sphere?dimension=3', 'so2', 2],
    ['rotations', 'trivial', 3],
    ['swiss-roll', 'trivial', 2],
  ])('finds the dimension of spaces that it was not made from: %s by %s', async (task, group, dimension) => {
    const { dimension: found, interval } = await estimateOf(task, group, 800, 2);
    expect(Math.abs(found / dimension - 1)).toBeLessThan(0.15);
    expect(interval[1] / interval[0]).toBeLessThan(2);
  });

  function pointsOf(
    count: number,
    dimension: number,
    point: (random: RandomStream, place: number) => number[],
  ): Points {
    const random = randomStream(['points unlike a space']);
    const points = zeroPoints(count, dimension);
    for (let i = 0; i < count; i++) points.values.set(point(random, i), i * dimension);
    return points;
  }
  const normals = (random: RandomStream, count: number, deviation = 1): number[] =>
    Array.from({ length: count }, () => deviation * random.normal());

  it('gives no number for points at very different distances, of which references tell nothing', async () => {
    const points = pointsOf(1200, 40, (random) => normals(random, 40, Math.exp(3 * random.normal())));
    expect(await answerTo(points, trivialGroup(40), 3)).toHaveProperty(
      'doesNotApply',
      expect.stringMatching(/factor of \d+ either way/),
    );
  });

  it('gives no number for a shaken grid, whose neighbours are equally far', async () => {
    const points = pointsOf(1728, 3, (random, i) =>
      [i % 12, Math.floor(i / 12) % 12, Math.floor(i / 144)].map((x) => x + 1e-3 * random.normal()),
    );
    expect(await answerTo(points, trivialGroup(3), 3)).toHaveProperty('doesNotApply', expect.stringMatching(/grid/));
  });

  it('remarks that pairs of near-copies have less than one dimension', async () => {
    let original: number[] = [];
    const points = pointsOf(1200, 3, (random, i) => {
      if (i % 2 === 0) original = normals(random, 3);
      return original.map((x) => x + 1e-4 * random.normal());
    });
    expect(await answerTo(points, trivialGroup(3), 3)).toHaveProperty('remark', expect.stringMatching(/near-copies/));
  });

  it('has its number within its interval, however wide that is', async () => {
    const found = await estimateOf('benchmark-manifold?name=Mp3_Paraboloid', 'trivial', 625, 1);
    expect(found.interval[0]).toBeLessThan(9);
    expect(found.interval[1]).toBeGreaterThan(9);
    expect(Math.abs(found.dimension / 9 - 1)).toBeLessThan(0.3);
  });
});
