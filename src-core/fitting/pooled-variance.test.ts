import { describe, expect, it } from 'vitest';
import { ExpectedError } from '../errors';
import { randomStream } from '../mathematics/random-stream';
import { curveFromReplicates, type ReplicatedCurve } from './gap-curve';
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

  const relativeOf = ({ gaps, covariance }: ReplicatedCurve): Float64Array => {
    const k = gaps.length;
    return covariance.map((value, at) => value / ((gaps[Math.floor(at / k)] ?? 1) * (gaps[at % k] ?? 1)));
  };

  it('predicts the variance of a size with a single replicate from the others', () => {
    const found = Array.from({ length: 200 }, (_, seed) => {
      const random = randomStream(['one single replicate', seed]);
      const replicates = sizes.map((n) => Array.from({ length: n === 256 ? 1 : 8 }, () => 1 + 0.1 * random.normal()));
      const curve = curveFromReplicates(
        sizes,
        replicates,
        replicates.map((values) => values.map(() => 0.001)),
      );
      const { covariance, degreesOfFreedom, scaleUnknown } = pooledRelativeVariances(curve, relativeOf(curve));
      expect(scaleUnknown).toBe(false);
      expect(degreesOfFreedom).toBeGreaterThan(30);
      return [3, 4].map((i) => covariance[i * (sizes.length + 1)] ?? 0);
    });
    const mean = (i: number): number => found.reduce((sum, row) => sum + (row[i] ?? 0), 0) / found.length;
    expect(mean(0) / (0.1 ** 2 / 8)).toBeGreaterThan(0.9);
    expect(mean(0) / (0.1 ** 2 / 8)).toBeLessThan(1.1);
    expect(mean(1) / 0.1 ** 2).toBeGreaterThan(0.9);
    expect(mean(1) / 0.1 ** 2).toBeLessThan(1.1);
  });

  it('does not take equal replicates for an exact point', () => {
    const random = randomStream(['equal replicates']);
    const curve = curveFromReplicates(
      sizes,
      sizes.map((n) => Array.from({ length: 4 }, () => (n === 64 ? 1 : 1 + 0.1 * random.normal()))),
    );
    const { covariance } = pooledRelativeVariances(curve, relativeOf(curve));
    const variances = sizes.map((_, i) => covariance[i * (sizes.length + 1)] ?? 0);
    expect(Math.max(...variances) / Math.min(...variances)).toBeLessThan(10);
    expect(variances[2]).toBeGreaterThan(1e-4);
  });

  it('keeps separate variances where they are not smooth', () => {
    const { freedom, ratios } = pooled((n) => (n === 128 ? 0.3 : 0.01), 1);
    expect(freedom).toBe(7);
    expect(ratios[3]).toBeGreaterThan(0.2);
  });
});
