import { describe, expect, it } from 'vitest';
import { trivial } from '../groups/trivial';
import { type Points, zeroPoints } from '../mathematics/points';
import { type RandomStream, randomStream } from '../mathematics/random-stream';
import { unwatchedWork } from '../work';
import { covarianceOfCurve } from './covariance-of-curve';
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

describe('the covariance of a leave-one-out curve', () => {
  it.each([2, 6])('is that of curves of independent data sets, in R^%i', async (dimension) => {
    const group = trivial.create({}, { ambientDimension: dimension });
    const curves = await Promise.all(
      Array.from({ length: sets }, (_, set) =>
        leaveOneOutCurve({ points: cube(randomStream(['spread', set]), dimension), group, sizes }, unwatchedWork),
      ),
    );
    const unit = (s: number): number[] => sizes.map((_, t) => (t === s ? 1 : 0));
    const slope = (s: number): number[] => sizes.map((_, t) => (t === s + 1 ? 1 : t === s - 1 ? -1 : 0));
    // A variance of 120 sets is known to 13 %. Errs on the large side: by interactions that the smallest sizes do not show.
    for (const s of [0, 2, 4, 7]) {
      expect(compare(curves, unit(s))).toBeGreaterThan(0.7);
      expect(compare(curves, unit(s))).toBeLessThan(3);
    }
    for (const s of [2, 4]) {
      expect(compare(curves, slope(s))).toBeGreaterThan(0.7);
      expect(compare(curves, slope(s))).toBeLessThan(1.5 ** 2);
    }
    // Where the plain jackknife is more than twice too large.
    expect(compare(curves, slope(6))).toBeGreaterThan(0.7);
    expect(compare(curves, slope(6))).toBeLessThan(1.5);
  });

  it('leaves a short or vanishing curve as it is', () => {
    const jackknife = Float64Array.of(2, 1, 1, 2);
    expect(covarianceOfCurve(100, [10, 20], Float64Array.of(2, 1), jackknife)).toBe(jackknife);
    const zeros = new Float64Array(9);
    expect(covarianceOfCurve(100, [10, 20, 30], Float64Array.of(1, 0, 0), zeros)).toBe(zeros);
  });
});
