import { describe, expect, it } from 'vitest';
import { estimatorRegistry, resolveEstimator } from '#core/dimension/registry';
import type { Group } from '#core/groups/define-group';
import { resolveGroup } from '#core/groups/registry';
import { type Points, rowsOf } from '#core/mathematics/points';
import { randomStream } from '#core/mathematics/random-stream';
import { resolveSpace } from '#core/spaces/registry';
import { unwatchedWork } from '#core/work';
import { estimateDimension } from './estimate-dimension';

const all = estimatorRegistry.all.map(({ id }) => resolveEstimator(id));
const { space } = resolveSpace('torus?dimension=2');
const groupOf = (name: string) => resolveGroup(name, { ambientDimension: 4, layout: space.layout }).group;
const requestOf = (points: Points, group: Group) => ({ estimators: all, points, group, seed: 1 });

describe('estimateDimension', () => {
  it('counts points that coincide and is not biased by them', async () => {
    const points = space.sample(520, randomStream(['coincident']));
    points.values.copyWithin(4 * 400, 0, 4 * 120);
    const found = await estimateDimension(requestOf(points, groupOf('trivial')), unwatchedWork);
    const alone = await estimateDimension(requestOf(rowsOf(points, 0, 400), groupOf('trivial')), unwatchedWork);
    expect(found.length).toBeGreaterThan(3);
    for (const [i, { dimension, standardError, excluded }] of found.entries()) {
      expect(excluded).toBe(120);
      expect(dimension).toBeCloseTo(alone[i]?.dimension ?? NaN, 6);
      expect(standardError).toBeCloseTo(alone[i]?.standardError ?? NaN, 6);
    }
  }, 60_000);

  it('says so where all points are on one orbit', async () => {
    const circle = resolveSpace('circle').space;
    const { group } = resolveGroup('so2', { ambientDimension: 2, layout: circle.layout });
    const points = circle.sample(100, randomStream(['circle']));
    for (const row of await estimateDimension(requestOf(points, group), unwatchedWork)) {
      expect(row).toMatchObject({ dimension: null, excluded: 99 });
      expect(row.doesNotApply).toContain('99 of 100 coincide');
    }
  });

  it('tries the values of a parameter for which there are neighbours, its own among them', async () => {
    const points = space.sample(60, randomStream(['few']));
    const request = requestOf(points, groupOf('trivial'));
    const [found] = await estimateDimension({ ...request, estimators: [resolveEstimator('mle?k=7')] }, unwatchedWork);
    expect(found?.sensitivity.map(({ parameters }) => parameters)).toEqual([5, 7, 10, 20, 40].map((k) => ({ k })));
    const own = found?.sensitivity[1];
    expect(own).toMatchObject({ dimension: found?.dimension, interval: found?.interval, scale: found?.scale });
    const [alone] = await estimateDimension({ ...request, estimators: [resolveEstimator('mle?k=40')] }, unwatchedWork);
    expect(found?.sensitivity[4]?.dimension).toBeCloseTo(alone?.dimension ?? NaN, 12);
  });

  it('answers dimensions at single points by their rows in the data, when asked', async () => {
    const points = space.sample(300, randomStream(['rows']));
    // Row 0 has two copies, which are left out.
    for (const copy of [10, 11]) points.values.copyWithin(4 * copy, 0, 4);
    const estimators = [resolveEstimator('mle')];
    const request = { ...requestOf(points, groupOf('trivial')), estimators };
    expect((await estimateDimension(request, unwatchedWork))[0]?.pointwise).toBeNull();
    const [found] = await estimateDimension({ ...request, pointwise: true }, unwatchedWork);
    const { rows = [], dimensions = [] } = found?.pointwise ?? {};
    expect(rows).toHaveLength(298);
    expect(rows).toEqual(Array.from({ length: 300 }, (_, i) => i).filter((i) => ![10, 11].includes(i)));
    expect(dimensions.every((value) => value > 0 && Number.isFinite(value))).toBe(true);
  });

  it('uses every point only when asked, and says how many it used', async () => {
    const points = space.sample(7000, randomStream(['many']));
    const request = { ...requestOf(points, groupOf('so2')), estimators: [resolveEstimator('twonn')] };
    const [some] = await estimateDimension(request, unwatchedWork);
    expect(some?.points).toBeLessThan(7000);
    const [every] = await estimateDimension({ ...request, everyPoint: true }, unwatchedWork);
    expect(every?.points).toBe(7000);
  });
});
