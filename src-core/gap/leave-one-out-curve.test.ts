import { describe, expect, it } from 'vitest';
import { resolveGroup } from '../groups/registry';
import { trivial } from '../groups/trivial';
import { type Points, rowOf, selectRows } from '../mathematics/points';
import { normalPoints, randomStream } from '../mathematics/random-stream';
import { resolveSpace } from '../spaces/registry';
import { unwatchedWork } from '../work';
import { createCurveAccumulator } from './curve-accumulator';
import { leaveOneOutCurve } from './leave-one-out-curve';
import { createRowSorter } from './row-sorter';

const line = trivial.create({}, { ambientDimension: 1 });
const plane = trivial.create({}, { ambientDimension: 2 });
const indices = (count: number): number[] => [...Array(count).keys()];

function squaredDistance(points: Points, i: number, j: number): number {
  let sum = 0;
  for (const [d, value] of rowOf(points, i).entries()) sum += (value - (rowOf(points, j)[d] ?? 0)) ** 2;
  return sum;
}

/** Mean over all test points and all n-subsets of the others, listed one by one. */
function gapByEnumeration(points: Points, size: number): number {
  let sum = 0;
  let cases = 0;
  for (const i of indices(points.count)) {
    for (let subset = 0; subset < 1 << points.count; subset++) {
      const members = indices(points.count).filter((j) => (subset >> j) & 1);
      if (members.length !== size || members.includes(i)) continue;
      sum += Math.min(...members.map((j) => squaredDistance(points, i, j)));
      cases++;
    }
  }
  return sum / cases;
}

/** The jackknife as its definition says. */
function jackknifeByDeletion(points: Points, sizes: readonly number[]): number[][] {
  const curves = indices(points.count).map((left) => {
    const rest = selectRows(
      points,
      indices(points.count).filter((i) => i !== left),
    );
    return sizes.map((size) => gapByEnumeration(rest, size));
  });
  const mean = sizes.map((_, s) => curves.reduce((sum, curve) => sum + (curve[s] ?? 0), 0) / points.count);
  const deviation = (curve: number[], s: number): number => (curve[s] ?? 0) - (mean[s] ?? 0);
  return sizes.map((_, a) =>
    sizes.map((__, b) => {
      const sum = curves.reduce((total, curve) => total + deviation(curve, a) * deviation(curve, b), 0);
      return (sum * (points.count - 1)) / points.count;
    }),
  );
}

describe('leaveOneOutCurve', () => {
  const points = normalPoints(randomStream(['leave one out']), 8, 2);
  const sizes = [1, 2, 3, 5];

  it('is the mean over all subsets', async () => {
    const curve = await leaveOneOutCurve({ points, group: plane, sizes: [...sizes, 6, 7] }, unwatchedWork);
    for (const [s, size] of [...sizes, 6, 7].entries())
      expect(curve.gaps[s]).toBeCloseTo(gapByEnumeration(points, size), 12);
  });

  it('has the delete-one jackknife exactly', () => {
    const accumulator = createCurveAccumulator(points.count, sizes);
    const sorter = createRowSorter(points.count);
    for (const i of indices(points.count)) {
      const row = Float64Array.from(indices(points.count), (j) => squaredDistance(points, i, j));
      const sorted = sorter.sort(row, i, points.count);
      accumulator.add(i, sorted.values, sorted.indices);
    }
    const { jackknife } = accumulator.finish();
    const expected = jackknifeByDeletion(points, sizes);
    for (const a of indices(4)) {
      for (const b of indices(4)) expect(jackknife[a * 4 + b]).toBeCloseTo(expected[a]?.[b] ?? NaN, 3);
    }
  });

  it('counts duplicates and stays finite', async () => {
    const values = Float64Array.of(0, 1, 1, 3, 7, 7, 7, 12);
    const curve = await leaveOneOutCurve({ points: { count: 8, dimension: 1, values }, group: line }, unwatchedWork);
    expect(curve.duplicates).toBe(5);
    expect([...curve.gaps, ...curve.covariance].every(Number.isFinite)).toBe(true);
  });

  it('has at n = N − 1 the mean nearest distance, and its jackknife', () => {
    const count = points.count;
    const nearest = (left: number): number => {
      const kept = indices(count).filter((i) => i !== left);
      const least = kept.map((i) => Math.min(...kept.filter((j) => j !== i).map((j) => squaredDistance(points, i, j))));
      return least.reduce((sum, value) => sum + value, 0) / kept.length;
    };
    const accumulator = createCurveAccumulator(count, [count - 1]);
    const sorter = createRowSorter(count);
    for (const i of indices(count)) {
      const row = Float64Array.from(indices(count), (j) => squaredDistance(points, i, j));
      const sorted = sorter.sort(row, i, points.count);
      accumulator.add(i, sorted.values, sorted.indices);
    }
    const { gaps, jackknife } = accumulator.finish();
    expect(gaps[0]).toBeCloseTo(nearest(-1), 12);
    const deleted = indices(count).map(nearest);
    const mean = deleted.reduce((sum, value) => sum + value, 0) / count;
    const expected = (deleted.reduce((sum, value) => sum + (value - mean) ** 2, 0) * (count - 1)) / count;
    expect((jackknife[0] ?? NaN) / expected).toBeCloseTo(1, 5);
  });

  it.each([1e-50, 1e-20, 1e20, 1e50])('changes with the square of the unit: %d', async (size) => {
    const many = normalPoints(randomStream(['unit']), 60, 20);
    const group = trivial.create({}, { ambientDimension: 20 });
    const plain = await leaveOneOutCurve({ points: many, group }, unwatchedWork);
    const scaled = { ...many, values: many.values.map((value) => value * size) };
    const curve = await leaveOneOutCurve({ points: scaled, group }, unwatchedWork);
    for (const [s, gap] of plain.gaps.entries()) {
      expect((curve.gaps[s] ?? NaN) / size ** 2 / gap).toBeCloseTo(1, 6);
      const at = s * (plain.sizes.length + 1);
      expect((curve.covariance[at] ?? NaN) / size ** 4 / (plain.covariance[at] ?? NaN)).toBeCloseTo(1, 6);
    }
    expect(curve.localDimensions.map(({ dimension }) => dimension)).toEqual(
      plain.localDimensions.map(({ dimension }) => expect.closeTo(dimension, 6)),
    );
  });

  it.each([
    ['circle', 'so2'],
    ['point-cloud', 'special-orthogonal'],
    ['sphere?dimension=3', 'special-orthogonal?dimension=4'],
  ])('is exactly 0 where the quotient is a point: %s by %s', async (task, symmetry) => {
    const { space } = resolveSpace(task);
    const { ambientDimension, layout } = space;
    const { group } = resolveGroup(symmetry, { ambientDimension, layout });
    const sample = space.sample(60, randomStream(['one orbit']));
    for (const values of [sample.values, Float32Array.from(sample.values)]) {
      const curve = await leaveOneOutCurve({ points: { ...sample, values }, group }, unwatchedWork);
      expect(curve.gaps.every((gap) => gap === 0)).toBe(true);
      expect(curve.covariance.every((value) => value === 0)).toBe(true);
      expect(curve.duplicates).toBe(60);
      expect(curve.localDimensions).toEqual([]);
    }
  });

  it('follows the law of the uniform circle, C n^{-2/d} with C = 2π², d = 1', async () => {
    const random = randomStream(['circle']);
    const count = 2000;
    const values = Float64Array.from({ length: 2 * count });
    for (let i = 0; i < count; i++) {
      const angle = 2 * Math.PI * random.uniform();
      values.set([Math.cos(angle), Math.sin(angle)], 2 * i);
    }
    const curve = await leaveOneOutCurve({ points: { count, dimension: 2, values }, group: plane }, unwatchedWork);
    const middle = curve.localDimensions.find(({ size }) => size > 100);
    expect(Math.abs((middle?.dimension ?? NaN) - 1)).toBeLessThan(4 * (middle?.standardError ?? NaN) + 0.02);
    expect(middle?.standardError).toBeLessThan(0.05);
    for (const [s, size] of curve.sizes.entries()) {
      // E[(half the gap to the nearest)²] of n uniform points: 2 (2π)² / (4 (n + 1)(n + 2)), less the curvature, of order r⁴/12.
      const expected = (2 * Math.PI ** 2) / ((size + 1) * (size + 2));
      if (size < 60) continue;
      const error = Math.sqrt(curve.covariance[s * (curve.sizes.length + 1)] ?? NaN);
      expect(Math.abs((curve.gaps[s] ?? NaN) - expected)).toBeLessThan(4 * error);
    }
  });

  it('has about the same curve from a random part of the test points, with a larger error', async () => {
    const many = normalPoints(randomStream(['part']), 600, 3);
    const space = trivial.create({}, { ambientDimension: 3 });
    const whole = await leaveOneOutCurve({ points: many, group: space, sizes: [50] }, unwatchedWork);
    const part = await leaveOneOutCurve({ points: many, group: space, sizes: [50], testPoints: 150 }, unwatchedWork);
    expect(part.testPoints).toBe(150);
    const wholeError = Math.sqrt(whole.covariance[0] ?? NaN);
    const partError = Math.sqrt(part.covariance[0] ?? NaN);
    expect(partError).toBeGreaterThan(1.3 * wholeError);
    expect(Math.abs((part.gaps[0] ?? NaN) - (whole.gaps[0] ?? NaN))).toBeLessThan(4 * partError);
  });

  it('tells on the way of the curve over a random part of sorted points, and is the same in the end', async () => {
    const sorted = normalPoints(randomStream(['on the way']), 900, 4);
    // Half of the points are three times as far apart as the others, and come last.
    for (let at = 450 * 4; at < 900 * 4; at++) sorted.values[at] = 3 * (sorted.values[at] ?? 0);
    // Slow enough to be done in several blocks.
    const { group } = resolveGroup('so2?frequencies=1,2', { ambientDimension: 4 });
    const asked = { points: sorted, group, sizes: [20, 100], influences: true } as const;
    const plain = await leaveOneOutCurve(asked, unwatchedWork);
    const told: { testPoints: number; gaps: Float64Array; covariance: Float64Array }[] = [];
    const watched = await leaveOneOutCurve(
      {
        ...asked,
        soFar({ testPoints, of, curve }) {
          expect(of).toBe(900);
          told.push({ testPoints, ...curve() });
        },
      },
      unwatchedWork,
    );
    const first = told[0];
    expect(first?.testPoints).toBeLessThan(900);
    for (const [s, gap] of plain.gaps.entries()) {
      const error = Math.sqrt(first?.covariance[3 * s] ?? NaN);
      expect(error).toBeGreaterThan(Math.sqrt(plain.covariance[3 * s] ?? NaN));
      expect(Math.abs((first?.gaps[s] ?? NaN) - gap)).toBeLessThan(4 * error);
      expect((watched.gaps[s] ?? NaN) / gap).toBeCloseTo(1, 9);
      const influences = plain.influences?.deviations[s] ?? [];
      for (const [at, value] of influences.entries())
        expect(watched.influences?.deviations[s]?.[at]).toBeCloseTo(value, 6);
    }
    expect(watched.influences?.rows).toEqual(plain.influences?.rows);
  });

  it.each([
    ['too few points', normalPoints(randomStream([0]), 4, 2), undefined, 'too-few-points'],
    ['a size beyond N − 1', points, [2, 8], 'invalid-input'],
    ['sizes out of order', points, [3, 2], 'invalid-input'],
    [
      'NaN',
      { count: 5, dimension: 2, values: Float64Array.of(0, 1, 2, NaN, 4, 5, 6, 7, 8, 9) },
      undefined,
      'not-finite',
    ],
  ] as const)('refuses %s', async (_, given, asked, code) => {
    const request = { points: given, group: plane, ...(asked === undefined ? {} : { sizes: asked }) };
    await expect(leaveOneOutCurve(request, unwatchedWork)).rejects.toMatchObject({ name: 'ExpectedError', code });
  });
});
