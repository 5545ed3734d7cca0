import { describe, expect, it } from 'vitest';
import { nearestNeighbours } from '../gap/nearest-neighbours';
import { resolveGroup } from '../groups/registry';
import { type Points, rowOf, selectRows } from '../mathematics/points';
import { randomPermutation, randomStream } from '../mathematics/random-stream';
import { resolveSpace } from '../spaces/registry';
import { unwatchedWork } from '../work';
import { distinctNeighbours } from './distinct-neighbours';
import { estimatorRegistry, resolveEstimator } from './registry';

const { space } = resolveSpace('torus?dimension=2');
const context = { ambientDimension: space.ambientDimension, layout: space.layout };
const original = space.sample(700, randomStream(['distinct']));

/** The points of `original` and copies of the first 300, somewhere on their orbits, in random order. */
function withTwins(groupName: string): Points {
  const { group } = resolveGroup(groupName, context);
  const values = new Float64Array(1000 * original.dimension);
  values.set(original.values);
  for (let i = 0; i < 300; i++) {
    const at = (700 + i) * original.dimension;
    const element = group.sample(randomStream(['element', i]));
    group.act(element, rowOf(original, i), values.subarray(at, at + original.dimension));
  }
  const points = { count: 1000, dimension: original.dimension, values };
  return selectRows(points, randomPermutation(randomStream(['order']), 1000));
}

describe.each(['trivial', 'so2'])('distinctNeighbours under %s', (groupName) => {
  const { group } = resolveGroup(groupName, context);

  it.each(estimatorRegistry.all.map(({ id }) => id))('gives %s what it would have without copies', async (id) => {
    const { estimator } = resolveEstimator(id);
    const k = estimator.neighbours;
    const alone = await nearestNeighbours(
      { queries: original, candidates: original, group, k, excludeSelf: true },
      unwatchedWork,
    );
    const random = randomStream(['estimate']);
    const sample = { points: original, group, neighbours: alone, random };
    const expected = await estimator.estimate(sample, unwatchedWork);
    const { duplicates, ...distinct } = await distinctNeighbours(withTwins(groupName), group, k, unwatchedWork);
    expect(duplicates).toBe(300);
    const found = await estimator.estimate({ ...distinct, group, random }, unwatchedWork);
    if ('doesNotApply' in expected || 'doesNotApply' in found) {
      // Those that need coordinates have none under so2.
      expect(groupName).toBe('so2');
      expect(expected).toEqual({ doesNotApply: expect.stringMatching(/needs coordinates/) });
      expect(found).toEqual(expected);
      return;
    }
    // Which pairs of points are drawn depends on their order.
    const tolerance = id === 'calibrated-gap' ? expected.standardError / 10 : 5e-7;
    expect(Math.abs(found.dimension - expected.dimension)).toBeLessThan(tolerance);
    expect(Math.abs(found.standardError - expected.standardError)).toBeLessThan(tolerance);
  });

  it('leaves one of many equal points', async () => {
    const crowd = selectRows(
      original,
      Array.from({ length: 200 }, (_, i) => i % 5),
    );
    const { neighbours, duplicates } = await distinctNeighbours(crowd, group, 3, unwatchedWork);
    expect([neighbours.queries, neighbours.k, duplicates]).toEqual([5, 3, 195]);
    expect(neighbours.squaredDistances.every((value) => value > 0)).toBe(true);
    const alone = selectRows(original, new Int32Array(50));
    expect(await distinctNeighbours(alone, group, 3, unwatchedWork)).toMatchObject({
      neighbours: { queries: 1, k: 0 },
      duplicates: 49,
    });
  });
});
