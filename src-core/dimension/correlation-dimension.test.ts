import { describe, expect, it } from 'vitest';
import { nearestNeighbours } from '../gap/nearest-neighbours';
import { trivial } from '../groups/trivial';
import { normalPoints, randomStream } from '../mathematics/random-stream';
import { unwatchedWork } from '../work';
import { resolveEstimator } from './registry';

const { estimator } = resolveEstimator('corrint');

describe('the correlation dimension of points of which a third lie densely', () => {
  // 20 dimensions, so that a pair takes long enough for not all to be counted anew.
  const points = normalPoints(randomStream(['dense']), 9000, 20);
  for (let at = 0; at < 3000 * 20; at++) points.values[at] = (points.values[at] ?? 0) / 20;
  const group = trivial.create({}, { ambientDimension: 20 });

  it('is found from some of the dense points as from all, within the standard error', async () => {
    const request = { queries: points, candidates: points, group, k: 80, excludeSelf: true };
    const neighbours = await nearestNeighbours(request, unwatchedWork);
    const sample = { points, group, neighbours };
    const all = await estimator.estimate({ ...sample, random: randomStream(['all']), everyPoint: true }, unwatchedWork);
    if ('doesNotApply' in all) throw new Error(all.doesNotApply);
    expect(all.remark).toBeUndefined();
    for (const seed of [1, 2, 3]) {
      const some = await estimator.estimate({ ...sample, random: randomStream([seed]) }, unwatchedWork);
      if ('doesNotApply' in some) throw new Error(some.doesNotApply);
      expect(some.remark).toMatch(/\d+ points have very many neighbours/);
      expect(some.standardError).toBeGreaterThan(all.standardError);
      const added = Math.sqrt(some.standardError ** 2 - all.standardError ** 2);
      expect(Math.abs(some.dimension - all.dimension)).toBeLessThan(3.5 * added);
    }
  });
});
