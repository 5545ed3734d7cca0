import { describe, expect, it } from 'vitest';
import { fitCurve } from './fit-curve';
import { dataFactor, forecastGap, forecastSize } from './forecast';
import type { GapCurve } from './gap-curve';
import { localDimension } from './local-dimension';

const sizes = [64, 128, 256, 512, 1024, 2048];

function curveOf(law: (n: number) => number, relativeError: number): GapCurve {
  const gaps = sizes.map(law);
  const covariance = new Float64Array(sizes.length ** 2);
  gaps.forEach((gap, i) => (covariance[i * (sizes.length + 1)] = (relativeError * gap) ** 2));
  return { sizes, gaps, covariance };
}

describe('forecasts', () => {
  const curve = curveOf((n) => 4 / n, 0.01);
  const fit = fitCurve(curve);

  it('extend a power law', () => {
    expect(forecastGap(curve, fit, 10_000).value).toBeCloseTo(4e-4, 7);
    expect((forecastSize(curve, fit, 1e-4).value ?? 0) / 40_000).toBeCloseTo(1, 2);
  });

  it('are each other’s inverse, intervals too', () => {
    const target = 2e-4;
    const { value, interval } = forecastSize(curve, fit, target);
    expect(forecastGap(curve, fit, value ?? 0).value).toBeCloseTo(target, 10);
    expect(forecastGap(curve, fit, interval[0] ?? 0).interval[0]).toBeCloseTo(target, 10);
    expect(forecastGap(curve, fit, interval[1] ?? 0).interval[1]).toBeCloseTo(target, 10);
  });

  it('have an interval that widens away from the points', () => {
    const width = (n: number): number => {
      const { interval } = forecastGap(curve, fit, n);
      return Math.log((interval[1] ?? 0) / (interval[0] ?? 1));
    };
    expect(width(1e5)).toBeGreaterThan(width(1e4));
    expect(width(1e4)).toBeGreaterThan(width(1e3));
  });

  it('allow for as much at small n as the fit did', () => {
    const exact = fitCurve(curve, { allowance: 0 });
    const width = (of: typeof fit): number => {
      const { interval } = forecastGap(curve, of, 1e5);
      return Math.log((interval[1] ?? 0) / (interval[0] ?? 1));
    };
    expect(exact.allowance).toBe(0);
    expect(width(exact)).toBeLessThan(0.8 * width(fit));
    // A weighted straight line, by hand: the variance of its value at x is 1/Σw + (x − x̄)²/Σw(x − x̄)², and the normal's critical value is 1.96.
    const x = sizes.map(Math.log);
    const centre = x.reduce((sum, value) => sum + value, 0) / x.length;
    const spread = x.reduce((sum, value) => sum + (value - centre) ** 2, 0);
    const error = 0.01 * Math.sqrt(1 / x.length + (Math.log(1e5) - centre) ** 2 / spread);
    expect(width(exact)).toBeCloseTo(2 * 1.959964 * error, 5);
  });

  it('know that a gap below the floor is never reached', () => {
    const floored = curveOf((n) => 4 / n + 0.01, 0.001);
    const floorFit = fitCurve(floored, { model: 'power-floor', window: [64, 2048] });
    expect(forecastSize(floored, floorFit, 0.005).value).toBeNull();
    expect((forecastSize(floored, floorFit, 0.02).value ?? 0) / 400).toBeCloseTo(1, 1);
  });

  it('give the factor of data that a symmetry saves', () => {
    const symmetric = curveOf((n) => 4 / n ** 2, 0.01);
    const saved = dataFactor(forecastSize(curve, fit, 1e-4), forecastSize(symmetric, fitCurve(symmetric), 1e-4));
    expect((saved.value ?? 0) / (40_000 / 200)).toBeCloseTo(1, 1);
    expect(saved.interval[0]).toBeLessThan(saved.value ?? 0);
    expect(saved.interval[1]).toBeGreaterThan(saved.value ?? 0);
  });
});

describe('localDimension', () => {
  it('is d at every inner size of a power law, with a band about it', () => {
    for (const d of [1, 2, 13]) {
      const bands = localDimension(curveOf((n) => n ** (-2 / d), 0.001));
      expect(bands.map(({ n }) => n)).toEqual([128, 256, 512, 1024]);
      for (const { dimension, standardError, interval } of bands) {
        expect(dimension).toBeCloseTo(d, 9);
        // Slope over a factor 4: two relative errors of 0.001.
        expect(standardError).toBeCloseTo(((d * d) / 2) * ((0.001 * Math.SQRT2) / Math.log(4)), 9);
        expect(interval[0]).toBeLessThan(d);
        expect(interval[1]).toBeGreaterThan(d);
      }
    }
  });
});
