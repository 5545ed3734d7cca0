import { describe, expect, it } from 'vitest';
import { estimatorRegistry, resolveEstimator } from '#core/dimension/registry';
import { resolveGroup } from '#core/groups/registry';
import { randomStream } from '#core/mathematics/random-stream';
import { resolveSpace } from '#core/spaces/registry';
import { unwatchedWork } from '#core/work';
import { estimateDimension } from './estimate-dimension';

const all = estimatorRegistry.all.map(({ id }) => resolveEstimator(id));
const { space } = resolveSpace('torus?dimension=2');
const groupOf = (name: string) => resolveGroup(name, { ambientDimension: 4, layout: space.layout }).group;

describe('estimateDimension', () => {
  it('counts points that coincide and is not biased by them', async () => {
    const points = space.sample(1300, randomStream(['coincident']));
    points.values.copyWithin(4 * 1000, 0, 4 * 300);
    const found = await estimateDimension(all, points, groupOf('trivial'), 1, unwatchedWork);
    expect(found.length).toBeGreaterThan(3);
    for (const { dimension, standardError, excluded } of found) {
      expect(excluded).toBe(300);
      expect(Math.abs((dimension ?? NaN) - 2)).toBeLessThan(4 * (standardError ?? NaN) + 0.05);
    }
  });

  it('says so where all points are on one orbit', async () => {
    const circle = resolveSpace('circle').space;
    const { group } = resolveGroup('so2', { ambientDimension: 2, layout: circle.layout });
    const points = circle.sample(100, randomStream(['circle']));
    for (const row of await estimateDimension(all, points, group, 1, unwatchedWork)) {
      expect(row).toMatchObject({ dimension: null, excluded: 99 });
      expect(row.doesNotApply).toContain('99 of 100 coincide');
    }
  });
});
