import { expect, it } from 'vitest';
import { nearestNeighbours } from '../gap/nearest-neighbours';
import { trivialGroup } from '../groups/trivial';
import { type Points, rowOf, zeroPoints } from '../mathematics/points';
import { normalPoints, randomStream } from '../mathematics/random-stream';
import { unwatchedWork } from '../work';
import { localPca } from './local-pca';

async function estimateOf(points: Points, criterion: 'ratio' | 'participation-ratio') {
  const group = trivialGroup(points.dimension);
  const request = { queries: points, candidates: points, group, k: 20, excludeSelf: true };
  const neighbours = await nearestNeighbours(request, unwatchedWork);
  const parameters = { k: 20, criterion, alpha: 0.05, average: 'mean' } as const;
  const sample = { points, group, neighbours, random: randomStream(['sample']) };
  const found = await localPca.create(parameters).estimate(sample, unwatchedWork);
  if ('doesNotApply' in found) throw new Error(found.doesNotApply);
  return found;
}

it.each(['ratio', 'participation-ratio'] as const)(
  'by %s is the same from inner products, in more coordinates than neighbours, as from the covariance',
  async (criterion) => {
    const few = normalPoints(randomStream(['few coordinates']), 200, 4);
    const many = zeroPoints(200, 40);
    // Coordinates that a rotation by 45 degrees spreads over pairs.
    for (let i = 0; i < 200; i++)
      for (const [d, value] of rowOf(few, i).entries())
        many.values.set([value * Math.SQRT1_2, value * Math.SQRT1_2], 40 * i + 10 * d);
    const [expected, found] = [await estimateOf(few, criterion), await estimateOf(many, criterion)];
    expect(found.dimension).toBeCloseTo(expected.dimension, 8);
    expect(found.standardError).toBeCloseTo(expected.standardError, 8);
  },
);
