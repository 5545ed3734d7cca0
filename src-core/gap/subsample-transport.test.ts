import { describe, expect, it } from 'vitest';
import { resolveGroup } from '../groups/registry';
import { trivial } from '../groups/trivial';
import { type Points, rowOf, rowsOf, zeroPoints } from '../mathematics/points';
import { normalPoints, randomStream } from '../mathematics/random-stream';
import { unwatchedWork } from '../work';
import { leaveOneOutCurve } from './leave-one-out-curve';
import { subsampleTransport } from './subsample-transport';

const line = trivial.create({}, { ambientDimension: 1 });

/** Uniform on [0, 1]. */
function uniformPoints(count: number, seed: number): Points {
  const random = randomStream([seed, 'interval']);
  return { count, dimension: 1, values: Float64Array.from({ length: count }, () => random.uniform()) };
}

describe('subsampleTransport', () => {
  it('is 1/(3(n + 1)) on an interval, as order statistics say, within its standard errors', async () => {
    const seeds = [...Array(24).keys()];
    const deviations: number[] = [];
    for (const seed of seeds)
      for (const { size, squaredDistance, standardError } of await subsampleTransport(
        { points: uniformPoints(1024, seed), group: line, seed },
        unwatchedWork,
      ))
        deviations.push((squaredDistance - 1 / (3 * (size + 1))) / standardError);
    expect(deviations).toHaveLength(24 * 5);
    const square = deviations.reduce((sum, z) => sum + z * z, 0) / deviations.length;
    // Student's, with 7 to 31 degrees of freedom, and W₂² is skew.
    expect(square).toBeGreaterThan(0.5);
    expect(square).toBeLessThan(2.5);
    expect(Math.abs(deviations.reduce((sum, z) => sum + z, 0) / deviations.length)).toBeLessThan(0.6);
  });

  it('has the gap of the leave-one-out curve beside it, and never exceeds it', async () => {
    const points = normalPoints(randomStream(['transport']), 2048, 3);
    const group = trivial.create({}, { ambientDimension: 3 });
    const found = await subsampleTransport({ points, group, seed: 3 }, unwatchedWork);
    const sizes = found.map(({ size }) => size);
    expect(sizes).toEqual([4, 8, 16, 32, 64, 128]);
    const curve = await leaveOneOutCurve({ points, group, sizes }, unwatchedWork);
    for (const [i, { gap, gapStandardError, squaredDistance }] of found.entries()) {
      expect(Math.abs(gap - (curve.gaps[i] ?? 0))).toBeLessThan(4 * gapStandardError);
      expect(gap).toBeLessThanOrEqual(squaredDistance);
    }
  });

  it.each(['so2', 'sign', 'permutation'])(
    'does not see along which element of %s the points were moved',
    async (name) => {
      const { group } = resolveGroup(name, { ambientDimension: 4 });
      const points = normalPoints(randomStream(['moved']), 128, 4);
      const moved = zeroPoints(points.count, points.dimension);
      const random = randomStream(['elements']);
      for (let i = 0; i < points.count; i++)
        group.act(group.sample(random), rowOf(points, i), rowOf(moved, i) as Float64Array);
      const before = await subsampleTransport({ points, group, seed: 1 }, unwatchedWork);
      const after = await subsampleTransport({ points: moved, group, seed: 1 }, unwatchedWork);
      const without = await subsampleTransport(
        { points, group: trivial.create({}, { ambientDimension: 4 }), seed: 1 },
        unwatchedWork,
      );
      for (const [i, { squaredDistance }] of before.entries()) {
        expect((after[i]?.squaredDistance ?? 0) / squaredDistance).toBeCloseTo(1, 8);
        expect(squaredDistance).toBeLessThan(without[i]?.squaredDistance ?? 0);
      }
    },
  );

  it('has the unit of squared coordinates, and repeats for a seed', async () => {
    const points = uniformPoints(200, 1);
    const first = await subsampleTransport({ points, group: line, seed: 1 }, unwatchedWork);
    expect(await subsampleTransport({ points, group: line, seed: 1 }, unwatchedWork)).toEqual(first);
    const tenfold = { ...points, values: points.values.map((value) => 10 * value) };
    const larger = await subsampleTransport({ points: tenfold, group: line, seed: 1 }, unwatchedWork);
    expect((larger[0]?.squaredDistance ?? 0) / (first[0]?.squaredDistance ?? 0)).toBeCloseTo(100, 8);
    const other = await subsampleTransport({ points, group: line, seed: 2 }, unwatchedWork);
    expect(other).not.toEqual(first);
  });

  it('says how many points it needs', async () => {
    const points = uniformPoints(64, 1);
    const of = (count: number) =>
      subsampleTransport({ points: rowsOf(points, 0, count), group: line, seed: 1 }, unwatchedWork);
    expect(await of(64)).toMatchObject([{ size: 4, pairs: 8 }]);
    await expect(of(63)).rejects.toThrow('at least 64 points; there are 63');
  });
});
