import { describe, expect, it } from 'vitest';
import type { Group } from '../groups/define-group';
import { resolveGroup } from '../groups/registry';
import { trivial } from '../groups/trivial';
import { type Points, zeroPoints } from '../mathematics/points';
import { type RandomStream, randomStream } from '../mathematics/random-stream';
import { resolveSpace } from '../spaces/registry';
import { unwatchedWork } from '../work';
import { covarianceOfCurve } from './covariance-of-curve';
import { covarianceSizes } from './covariance-sizes';
import { defaultSizes } from './default-sizes';
import { leaveOneOutCurve } from './leave-one-out-curve';

const sizes = [8, 12, 18, 27, 40, 60, 90, 135];
const count = 300;
const sets = 120;

function cube(random: RandomStream, dimension: number): Points {
  const points = zeroPoints(count, dimension);
  for (let i = 0; i < points.values.length; i++) points.values[i] = random.uniform();
  return points;
}

/** Variance of Σ a_s log R_s over curves, and the mean of what their covariances say of it. */
function compare(curves: readonly { gaps: Float64Array; covariance: Float64Array }[], a: readonly number[]) {
  const sums = curves.map(({ gaps }) => a.reduce((sum, weight, s) => sum + weight * Math.log(gaps[s] ?? NaN), 0));
  const mean = sums.reduce((sum, value) => sum + value, 0) / sums.length;
  const observed = sums.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (sums.length - 1);
  const relative = curves.map(({ gaps, covariance }) => {
    let sum = 0;
    for (const [s, first] of a.entries())
      for (const [t, second] of a.entries())
        sum += (first * second * (covariance[s * a.length + t] ?? NaN)) / ((gaps[s] ?? NaN) * (gaps[t] ?? NaN));
    return sum;
  });
  return relative.reduce((sum, value) => sum + value, 0) / relative.length / observed;
}

const plane = resolveSpace('torus?dimension=2').space;
const turns = resolveGroup('so2', { ambientDimension: 4, layout: plane.layout }).group;

/** Curves of independent data sets, of spaces with and without first-order terms. */
const families: readonly [string, (random: RandomStream) => Points, Group][] = [
  ['R^2', (random) => cube(random, 2), trivial.create({}, { ambientDimension: 2 })],
  ['R^6', (random) => cube(random, 6), trivial.create({}, { ambientDimension: 6 })],
  ['T²', (random) => plane.sample(count, random), trivial.create({}, { ambientDimension: 4 })],
  ['T² by SO(2)', (random) => plane.sample(count, random), turns],
];

describe.each(families)('the covariance of a leave-one-out curve in %s', (_, draw, group) => {
  const curvesAt = (asked: readonly number[]) =>
    Promise.all(
      Array.from({ length: sets }, (_unused, set) =>
        leaveOneOutCurve({ points: draw(randomStream(['spread', set])), group, sizes: asked }, unwatchedWork),
      ),
    );

  it('is that of curves of independent data sets', async () => {
    const curves = await curvesAt(sizes);
    const unit = (s: number): number[] => sizes.map((_unused, t) => (t === s ? 1 : 0));
    const slope = (s: number): number[] => sizes.map((_unused, t) => (t === s + 1 ? 1 : t === s - 1 ? -1 : 0));
    // Standard errors, of which those of 120 sets are known to 6.5 %; the plain jackknife's are 1.4 to 2 times the true ones.
    for (const s of [0, 2, 4, 7]) {
      expect(Math.sqrt(compare(curves, unit(s)))).toBeGreaterThan(0.85);
      expect(Math.sqrt(compare(curves, unit(s)))).toBeLessThan(1.5);
    }
    for (const s of [1, 2, 4, 6]) {
      expect(Math.sqrt(compare(curves, slope(s)))).toBeGreaterThan(Math.sqrt(0.7));
      expect(Math.sqrt(compare(curves, slope(s)))).toBeLessThan(1.25);
    }
  });

  it.each([[[40]], [[27, 135]], [[298]], [[299]]])('is so for few sizes: %j', async (asked) => {
    const curves = await curvesAt(asked);
    for (const s of asked.keys()) {
      const unit = asked.map((_unused, t) => (t === s ? 1 : 0));
      expect(Math.sqrt(compare(curves, unit))).toBeGreaterThan(0.85);
      expect(Math.sqrt(compare(curves, unit))).toBeLessThan(1.5);
    }
  });
});

describe('covarianceOfCurve', () => {
  it('leaves sizes whose gap is 0 as they are', () => {
    const jackknife = Float64Array.from({ length: 16 }, (_, at) => (at % 5 === 0 ? 2 : 1));
    const covariance = covarianceOfCurve([10, 16, 25, 40], Float64Array.of(4, 2, 0, 0), jackknife);
    expect([...covariance.subarray(8)]).toEqual([...jackknife.subarray(8)]);
    expect(covariance[0]).toBeLessThan(2);
    expect(covarianceOfCurve([10, 20], new Float64Array(2), jackknife)).toBe(jackknife);
  });
});

describe('covarianceSizes', () => {
  it('adds none to the default sizes of 400 points or more', () => {
    for (const points of [400, 1000, 10_000, 1_000_000])
      expect(covarianceSizes(points, defaultSizes(points))).toEqual(defaultSizes(points));
  });

  it.each([
    [5, [4]],
    [100, [90]],
    [1000, [3, 900]],
    [1000, [999]],
  ])('reaches small shares of %i points without gaps, from %j', (points, sizes) => {
    const all = covarianceSizes(points, sizes);
    for (const size of sizes) expect(all).toContain(size);
    expect(all[0]).toBeLessThanOrEqual(Math.max(1, 0.04 * points));
    expect(all.length).toBeGreaterThan(1);
    for (const [i, size] of all.entries()) {
      expect(size).toBeLessThan(points);
      if (i > 0) {
        expect(size).toBeGreaterThan(all[i - 1] ?? NaN);
        expect(size).toBeLessThanOrEqual(2.5 * (all[i - 1] ?? NaN));
      }
    }
  });
});
