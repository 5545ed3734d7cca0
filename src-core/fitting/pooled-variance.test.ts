import { describe, expect, it } from 'vitest';
import { ExpectedError } from '../errors';
import { randomStream } from '../mathematics/random-stream';
import { curveFromReplicates } from './gap-curve';
import { pooledRelativeVariances } from './pooled-variance';

const sizes = [16, 32, 64, 128, 256, 512, 1024];

function pooled(relativeDeviation: (n: number) => number, seed: number): { ratios: number[]; freedom: number } {
  const random = randomStream(['pooling', seed]);
  const curve = curveFromReplicates(
    sizes,
    sizes.map((n) => Array.from({ length: 8 }, () => 1 + relativeDeviation(n) * random.normal())),
  );
  const k = sizes.length;
  const relative = curve.covariance.map(
    (value, at) => value / ((curve.gaps[Math.floor(at / k)] ?? 1) * (curve.gaps[at % k] ?? 1)),
  );
  const { covariance, degreesOfFreedom } = pooledRelativeVariances(curve, relative);
  return {
    ratios: sizes.map((n, i) => (8 * (covariance[i * (k + 1)] ?? 0)) / relativeDeviation(n) ** 2),
    freedom: degreesOfFreedom,
  };
}

describe('curveFromReplicates', () => {
  it('gives means, standard errors and a diagonal covariance', () => {
    const curve = curveFromReplicates(
      [2, 4],
      [
        [1, 3],
        [1, 2, 3],
      ],
    );
    expect(curve.gaps).toEqual([2, 2]);
    expect(curve.standardErrors[0]).toBeCloseTo(1, 12);
    expect(curve.standardErrors[1]).toBeCloseTo(1 / Math.sqrt(3), 12);
    expect([...curve.covariance].map((value) => Math.round(value * 1e9) / 1e9)).toEqual([1, 0, 0, 0.333333333]);
    expect(curve.replicates).toEqual([2, 3]);
  });

  it('falls back on the test error of a single replicate, and refuses one without', () => {
    expect(curveFromReplicates([2], [[1]], [[0.1]]).standardErrors).toEqual([0.1]);
    expect(() => curveFromReplicates([2], [[1]])).toThrow(ExpectedError);
    expect(() => curveFromReplicates([2], [[]])).toThrow(ExpectedError);
  });
});

describe('pooledRelativeVariances', () => {
  it('is right on average, and much less noisy than each size’s own variance', () => {
    // Errors of the training sets, falling as 1/n, and of the test points, not falling.
    const law = (n: number): number => Math.sqrt(0.3 / n + 0.0003);
    const ratios = Array.from({ length: 300 }, (_, seed) => pooled(law, seed).ratios);
    sizes.forEach((_, i) => {
      const values = ratios.map((row) => row[i] ?? 0);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
      expect(Math.abs(mean - 1)).toBeLessThan(0.15);
      // A variance from eight values has a relative error of √(2/7) = 0.53.
      expect(spread).toBeLessThan(0.45);
    });
    const inner = ratios.map((row) => row[3] ?? 0);
    expect(Math.sqrt(inner.reduce((sum, value) => sum + (value - 1) ** 2, 0) / inner.length)).toBeLessThan(0.3);
  });

  it('keeps separate variances where they are not smooth', () => {
    const { freedom, ratios } = pooled((n) => (n === 128 ? 0.3 : 0.01), 1);
    expect(freedom).toBe(7);
    expect(ratios[3]).toBeGreaterThan(0.2);
  });
});
