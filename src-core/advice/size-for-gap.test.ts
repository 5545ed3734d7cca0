import { describe, expect, it } from 'vitest';
import { fitCurve } from '../fitting/fit-curve';
import type { GapCurve } from '../fitting/gap-curve';
import { savedData } from './saved-data';
import { sizeForGap } from './size-for-gap';

const sizes = [2, 4, 8, 16, 32, 64, 128, 256, 512];
function curveOf(law: (n: number) => number, relativeError = 0.01): GapCurve {
  const covariance = new Float64Array(sizes.length ** 2);
  sizes.forEach((n, i) => (covariance[i * (sizes.length + 1)] = (relativeError * law(n)) ** 2));
  return { sizes, gaps: sizes.map(law), covariance };
}
const plain = curveOf((n) => 4 / n);
const plainFit = fitCurve(plain);

describe('sizeForGap', () => {
  it('reads a size off between measured ones, exactly for a power law, with the error over the slope', () => {
    const { value, interval, source } = sizeForGap(plain, null, 4 / 90.50966799187808);
    expect(source).toBe('measured');
    expect(value).toBeCloseTo(90.50966799187808, 9);
    // Half way between two sizes with independent errors of 1 %: 1 %/√2; the slope is −1.
    expect(Math.log((interval[1] ?? 0) / (value ?? 1))).toBeCloseTo((1.959964 * 0.01) / Math.SQRT2, 6);
  });

  it('forecasts beyond the last size, and only bounds below the first', () => {
    const beyond = sizeForGap(plain, plainFit, 4 / 5000);
    expect(beyond.source).toBe('forecast');
    expect((beyond.value ?? 0) / 5000).toBeCloseTo(1, 2);
    expect(sizeForGap(plain, null, 4 / 5000)).toEqual({ value: null, interval: [null, null], source: 'none' });
    expect(sizeForGap(plain, plainFit, 3)).toEqual({ value: 2, interval: [null, 2], source: 'below' });
  });

  it('takes a gap of 0 for reached', () => {
    const ending = curveOf((n) => (n > 100 ? 0 : 4 / n));
    expect(sizeForGap(ending, null, 1e-3)).toEqual({ value: 128, interval: [64, 128], source: 'measured' });
  });
});

describe('savedData', () => {
  it('is the ratio of sizes at one gap', () => {
    const symmetric = curveOf((n) => 4 / n ** 2);
    const saved = savedData({ curve: plain, fit: plainFit }, { curve: symmetric, fit: fitCurve(symmetric) }, 4 / 512);
    // 4/n² = 4/512 at n = √512.
    expect((saved.factor.value ?? 0) / Math.sqrt(512)).toBeCloseTo(1, 6);
    expect(saved.factor.interval[0]).toBeLessThan(Math.sqrt(512));
    expect(saved.factor.interval[1]).toBeGreaterThan(Math.sqrt(512));
  });

  it('is a lower bound where the fewest points do, and never below 1', () => {
    const point = curveOf((n) => 1e-9 / n);
    const { factor } = savedData({ curve: plain, fit: plainFit }, { curve: point, fit: null }, 4 / 512);
    expect(factor.value).toBeCloseTo(256, 9);
    expect(factor.interval[1]).toBeNull();
    const slower = curveOf((n) => 4 / Math.sqrt(n));
    const backwards = savedData({ curve: plain, fit: plainFit }, { curve: slower, fit: fitCurve(slower) }, 4 / 512);
    expect(backwards.factor).toEqual({ value: 1, interval: [1, 1] });
  });
});
