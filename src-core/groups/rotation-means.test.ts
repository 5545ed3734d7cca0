import { describe, expect, it } from 'vitest';
import { normalPoints, randomStream } from '../mathematics/random-stream';
import { rowOf } from '../mathematics/points';
import { besselI0I1 } from './bessel';
import { besselValues, lookUpBessel } from './bessel-table';
import { resolveGroup } from './registry';

describe('lookUpBessel', () => {
  it('agrees with the series to 1e−8', () => {
    for (let x = 0; x < 60; x += 0.0137) {
      lookUpBessel(x);
      const { logI0, ratio } = besselI0I1(x);
      expect(Math.abs(besselValues.logI0 - logI0)).toBeLessThan(1e-8);
      expect(Math.abs(besselValues.ratio - ratio)).toBeLessThan(1e-8);
    }
  });
});

describe('posteriorMeans', () => {
  it.each(['so2', 'so2?frequencies=2,2', 'so2?planes=0-1', 'so2?planes=1-3&frequencies=3'])(
    'agrees with posteriorMean, one orbit at a time: %s',
    (reference) => {
      const { group } = resolveGroup(reference, { ambientDimension: 4 });
      const random = randomStream(['rotation means', reference]);
      const z = normalPoints(random, 20, 4);
      const y = rowOf(normalPoints(random, 1, 4), 0);
      const means = new Float64Array(80);
      const logs = new Float64Array(20);
      const mean = new Float64Array(4);
      for (const kappa of [0, 0.1, 3, 50, 1e4]) {
        group.posteriorMeans?.({ y, z, kappa, means, logs });
        for (let j = 0; j < z.count; j++) {
          const log = group.posteriorMean(y, rowOf(z, j), kappa, mean);
          expect(Math.abs((logs[j] ?? NaN) - log)).toBeLessThan(1e-7 * Math.max(1, Math.abs(log)));
          mean.forEach((value, d) => {
            expect(Math.abs((means[j * 4 + d] ?? NaN) - value)).toBeLessThan(1e-7);
          });
        }
      }
    },
  );
});
