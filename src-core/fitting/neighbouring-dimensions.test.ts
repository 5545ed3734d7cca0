import { describe, expect, it } from 'vitest';
import { randomStream } from '../mathematics/random-stream';
import { curveFromReplicates, type GapCurve } from './gap-curve';
import { neighbouringDimensions } from './neighbouring-dimensions';

const sizes = [64, 128, 256, 512];

function curveOf(law: (n: number) => number, relativeError: number): GapCurve {
  const covariance = new Float64Array(sizes.length ** 2);
  sizes.forEach((n, i) => (covariance[i * (sizes.length + 1)] = (relativeError * law(n)) ** 2));
  return { sizes, gaps: sizes.map(law), covariance };
}

describe('neighbouringDimensions', () => {
  it('is d between any two sizes of a power law, with the error of a slope over a factor 2', () => {
    for (const d of [1, 2, 13]) {
      const found = neighbouringDimensions(curveOf((n) => n ** (-2 / d), 0.001));
      expect(found.map(({ from, to }) => [from, to])).toEqual([
        [64, 128],
        [128, 256],
        [256, 512],
      ]);
      for (const { from, to, n, dimension, standardError, interval } of found) {
        expect(n ** 2).toBeCloseTo(from * to, 6);
        expect(dimension).toBeCloseTo(d, 8);
        const error = (0.001 * Math.SQRT2) / Math.log(2);
        expect(standardError).toBeCloseTo(((d * d) / 2) * error, 8);
        // The ends of the slope's interval, as dimensions.
        expect(interval[0]).toBeCloseTo(2 / (2 / d + 1.959964 * error), 5);
        expect(interval[1]).toBeCloseTo(2 / (2 / d - 1.959964 * error), 5);
      }
    }
  });

  it('leaves an end open that the data do not bound, and has no dimension where the gap rises', () => {
    const [first] = neighbouringDimensions(curveOf((n) => n ** -0.05, 0.05));
    expect(first?.dimension).toBeCloseTo(40, 1);
    expect(first?.interval[1]).toBeNull();
    const [rising] = neighbouringDimensions(curveOf((n) => n ** 0.5, 0.001));
    expect(rising).toMatchObject({ dimension: null, standardError: null, interval: [null, null] });
  });

  it('covers the truth as often as it says', () => {
    const trials = 1000;
    let covered = 0;
    let asked = 0;
    for (let trial = 0; trial < trials; trial++) {
      const random = randomStream(['neighbours', trial]);
      const gaps = sizes.map((n) => Array.from({ length: 8 }, () => (3 / n) * (1 + 0.1 * random.normal())));
      for (const { interval } of neighbouringDimensions(curveFromReplicates(sizes, gaps))) {
        asked++;
        if ((interval[0] ?? Infinity) <= 2 && (interval[1] ?? Infinity) >= 2) covered++;
      }
    }
    expect(Math.abs(covered / asked - 0.95)).toBeLessThan(0.015);
  });
});
