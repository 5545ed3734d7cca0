import { describe, expect, it } from 'vitest';
import { nearestNeighbours } from '../gap/nearest-neighbours';
import { resolveGroup } from '../groups/registry';
import { randomStream } from '../mathematics/random-stream';
import { resolveSpace } from '../spaces/registry';
import { unwatchedWork } from '../work';
import { calibratedGap } from './calibrated-gap';
import type { DimensionEstimate } from './define-estimator';

async function estimateOf(task: string, reference: string, size: number, seed: number): Promise<DimensionEstimate> {
  const { space } = resolveSpace(task);
  const points = space.sample(size, randomStream(['calibrated gap', task, seed]));
  const { group } = resolveGroup(reference, { ambientDimension: points.dimension, layout: space.layout });
  const request = { queries: points, candidates: points, group, k: 64, excludeSelf: true };
  const neighbours = await nearestNeighbours(request, unwatchedWork);
  const sample = { points, group, neighbours, random: randomStream(['estimate', seed]) };
  const found = await calibratedGap.create({}).estimate(sample, unwatchedWork);
  if ('doesNotApply' in found) throw new Error(found.doesNotApply);
  return found;
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
});
