import { describe, expect, it } from 'vitest';
import { trivialGroup } from '../groups/trivial';
import { zeroPoints, type Points } from '../mathematics/points';
import { normalPoints, randomStream } from '../mathematics/random-stream';
import { mean } from '../mathematics/statistics';

import { resolveSpace } from '../spaces/registry';

import { createPosterior, scoreOf } from '../trainers/posterior';
import { unwatchedWork } from '../work';
import { flipdDimensions } from './flipd-dimensions';
import { normalBundleDimensions } from './normal-bundle-dimensions';
import type { ScoreFunction } from './score-function';

/** Of N(0, diag(variances)): s(y) = −y / (variance + σ²), coordinate by coordinate. */
const gaussian =
  (variances: readonly number[]): ScoreFunction =>
  (y, sigma) => ({
    ...y,
    values: Float64Array.from(y.values, (value, at) => -value / ((variances[at % y.dimension] ?? 0) + sigma * sigma)),
  });

const empirical = (points: Points): ScoreFunction => {
  const posterior = createPosterior(points, trivialGroup(points.dimension));
  return (y, sigma) => scoreOf(posterior, y, sigma);
};

const both = async (score: ScoreFunction, points: Points, sigma: number, directions = points.dimension) => {
  const random = randomStream(['scores']);
  const flipd = await flipdDimensions({ points, score, sigma, directions, random }, unwatchedWork);
  const randomOf = (place: number) => random.derive(place);
  const ranks = await normalBundleDimensions({ anchors: points, score, sigma, randomOf }, unwatchedWork);
  return { flipd, ranks };
};

describe('dimensions by a score', () => {
  it.each([0, 1, 3, 6])('of a Gaussian with %i directions of six', async (d) => {
    const variances = Array.from({ length: 6 }, (_, k) => (k < d ? 1 : 0));
    const points = normalPoints(randomStream(['gaussian']), 40, 6);
    points.values.forEach((value, at) => (points.values[at] = value * (variances[at % 6] ?? 0)));
    const sigma = 0.05;
    const { flipd, ranks } = await both(gaussian(variances), points, sigma);
    // ∂ log p_σ(x) / ∂ log σ of each direction with variance v: σ² (x² / (v + σ²) − 1) / (v + σ²); without variance it is −1.
    flipd.forEach((found, i) => {
      let expected = d;
      for (let k = 0; k < d; k++) {
        const total = 1 + sigma * sigma;
        expected += (sigma * sigma * ((points.values[i * 6 + k] ?? NaN) ** 2 / total - 1)) / total;
      }
      expect(found).toBeCloseTo(expected, 8);
    });
    expect(new Set(ranks)).toEqual(new Set([d]));
  });

  it.each([
    ['circle', resolveSpace('circle').space, 1, 2000],
    ['torus', resolveSpace('torus').space, 2, 4000],
    ['sphere', resolveSpace('sphere').space, 2, 4000],
  ])('of the %s, where the noise blurs its points, and 0 where it does not', async (_, space, d, count) => {
    const points = space.sample(count, randomStream(['clean']));
    const anchors: Points = { ...points, count: 48, values: points.values.subarray(0, 48 * points.dimension) };
    const blurred = await both(empirical(points), anchors, 0.12);
    // σ = 0.12 on a radius of 1 sees curvature of the order of its square.
    // Each point is one of those that it is compared with, about nine of which matter on the torus.
    expect(mean(blurred.flipd)).toBeGreaterThan(d - 0.25);
    expect(mean(blurred.flipd)).toBeLessThan(d + 0.05);
    expect(Math.abs(mean(blurred.ranks) - d)).toBeLessThan(0.2);
    const few: Points = { ...points, count: 8, values: points.values.subarray(0, 8 * points.dimension) };
    const apart = await both(empirical(few), few, 0.002);
    expect(Math.max(...apart.flipd)).toBeLessThan(0.01);
    expect(Math.max(...apart.ranks)).toBe(0);
  });

  it('has the same mean by a few random directions as by all axes', async () => {
    const points = zeroPoints(400, 12);
    const variances = Array.from({ length: 12 }, (_, k) => (k < 5 ? 1 : 0));
    // Turned, so that the axes are not the directions of the space.
    const turned: ScoreFunction = (y, sigma) => {
      const back = reflected(y);
      return reflected({ ...back, values: (gaussian(variances)(back, sigma) as Points).values });
    };
    const all = await both(turned, points, 0.05);
    const some = await both(turned, points, 0.05, 4);
    expect(Math.abs(mean(some.flipd) - mean(all.flipd))).toBeLessThan(0.25);
    expect(some.flipd.some((found, i) => Math.abs(found - (all.flipd[i] ?? NaN)) > 0.1)).toBe(true);
    expect(mean(all.ranks)).toBe(5);
  });
});

/** Householder's reflection that takes the first axis to a diagonal of all. */
function reflected(y: Points): Points {
  const { count, dimension } = y;
  const normal = Float64Array.from({ length: dimension }, (_, k) => Number(k === 0) - 1 / Math.sqrt(dimension));
  const square = normal.reduce((sum, value) => sum + value * value, 0);
  const out = zeroPoints(count, dimension);
  for (let i = 0; i < count; i++) {
    let along = 0;
    for (let k = 0; k < dimension; k++) along += (normal[k] ?? 0) * (y.values[i * dimension + k] ?? 0);
    for (let k = 0; k < dimension; k++)
      out.values[i * dimension + k] = (y.values[i * dimension + k] ?? 0) - (2 * along * (normal[k] ?? 0)) / square;
  }
  return out;
}
