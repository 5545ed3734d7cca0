import { describe, expect, it } from 'vitest';
import { resolveGroup } from '#core/groups/registry';
import { rowOf } from '#core/mathematics/points';
import { normalPoints, randomStream } from '#core/mathematics/random-stream';
import { cases, degenerate, farthest, inner, meanOf, moved } from './group-cases';

describe.each(cases)('$reference on $ambientDimension coordinates', ({ reference, ...context }) => {
  const { group } = resolveGroup(reference, context);
  const D = context.ambientDimension;
  const stream = (purpose: string) => randomStream([reference, D, purpose]);
  const random = stream('elements');
  const [first, second] = [rowOf(normalPoints(stream('y'), 1, D), 0), rowOf(normalPoints(stream('z'), 1, D), 0)];
  const z = normalPoints(stream('z'), 4, D);

  it('has the posterior mean that an average over the orbit gives', () => {
    const elements =
      group.elements === undefined ? Array.from({ length: 20_000 }, () => group.sample(random)) : [...group.elements()];
    const images = elements.map((g) => moved(group, g, second));
    const values = images.map((one) => inner(first, one));
    const highest = Math.max(...values);
    for (const strength of [0.4, 1.5]) {
      const kappa = strength / Math.sqrt(D);
      const { log, mean } = meanOf(group, first, second, kappa);
      const weights = values.map((value) => Math.exp(kappa * (value - highest)));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      // How many random elements the average is worth.
      const worth = total ** 2 / weights.reduce((sum, weight) => sum + weight * weight, 0);
      const average = Array.from(first, (_, k) =>
        images.reduce((sum, one, e) => sum + ((weights[e] ?? 0) / total) * (one[k] ?? 0), 0),
      );
      const noise = group.elements === undefined ? 6 / Math.sqrt(worth) : 1e-10;
      expect(Math.abs(log - kappa * highest - Math.log(total / elements.length))).toBeLessThan(
        noise + (group.exactMean ? 0 : 0.1),
      );
      expect(farthest(mean, average)).toBeLessThan(
        noise * (1 + Math.sqrt(inner(second, second))) + (group.exactMean ? 0 : 0.1),
      );
    }
  });

  it('has a posterior mean that is the derivative of its normaliser', () => {
    if (!group.exactMean) return;
    for (const kappa of [0.05, 1, 20, 3000]) {
      const { log, mean } = meanOf(group, first, second, kappa);
      const step = 1e-4;
      const [up, down] = [kappa * (1 + step), kappa * (1 - step)].map((k) => meanOf(group, first, second, k).log);
      const slope = ((up ?? NaN) - (down ?? NaN)) / (2 * step * kappa);
      expect(Math.abs(slope - inner(first, mean))).toBeLessThan(1e-5 * (1 + Math.abs(slope)));
      expect(log).toBeLessThanOrEqual(kappa * group.alignPair(first, second).value + 1e-9);
      const gradientAt = Math.floor(D / 2);
      const [ahead, behind] = [1, -1].map((sign) => {
        const shifted = Float64Array.from(first);
        shifted[gradientAt] = (shifted[gradientAt] ?? 0) + (sign * 1e-4) / Math.max(1, kappa);
        return meanOf(group, shifted, second, kappa).log;
      });
      const gradient = ((ahead ?? NaN) - (behind ?? NaN)) / ((2e-4 / Math.max(1, kappa)) * kappa);
      expect(Math.abs(gradient - (mean[gradientAt] ?? NaN))).toBeLessThan(2e-5 * (1 + Math.abs(gradient)));
    }
    expect(meanOf(group, first, second, 0).log).toBeCloseTo(0, 12);
  });

  it('has a posterior mean that moves with y, does not depend on the orbit’s representative, and ends at the aligned point', () => {
    const [g, h] = [group.sample(random), group.sample(random)];
    for (const kappa of [0.3, 50]) {
      const { log, mean } = meanOf(group, first, second, kappa);
      const other = meanOf(group, moved(group, g, first), moved(group, h, second), kappa);
      expect(Math.abs(other.log - log)).toBeLessThan(1e-7 * Math.max(1, Math.abs(log)));
      expect(farthest(other.mean, moved(group, g, mean))).toBeLessThan(1e-6);
    }
    const aligned = moved(group, group.alignPair(first, second).element, second);
    const { mean } = meanOf(group, first, second, 1e7);
    // Directions in which the maximum is flat (an orbit of equal values) stay averaged: only the value is certain then.
    expect(inner(first, mean)).toBeCloseTo(inner(first, aligned), 4);
    if (Number.isFinite(group.genericStabiliser)) expect(farthest(mean, aligned)).toBeLessThan(2e-2);
  });

  it('ends at the aligned point for κ beyond all rounding', () => {
    const { value, element } = group.alignPair(first, second);
    const aligned = moved(group, element, second);
    for (const kappa of [1e12, 1e16, 1e20, 1e30]) {
      const { log, mean } = meanOf(group, first, second, kappa);
      expect(log / kappa).toBeCloseTo(value, 6);
      expect(inner(first, mean)).toBeCloseTo(value, 6);
      if (Number.isFinite(group.genericStabiliser)) expect(farthest(mean, aligned)).toBeLessThan(1e-4);
      const zero = new Float64Array(D);
      expect(meanOf(group, zero, second, kappa).mean.every(Number.isFinite)).toBe(true);
      expect(meanOf(group, first, zero, kappa).log).toBeCloseTo(0, 9);
    }
  });

  it('has means of repeated and vanishing points', () => {
    for (const [y, x] of degenerate(D)) {
      for (const kappa of [0, 0.3, 40, 1e6]) {
        const { log, mean } = meanOf(group, y, x, kappa);
        const { value } = group.alignPair(y, x);
        expect(log).toBeLessThanOrEqual(kappa * value + 1e-7 * (1 + kappa));
        expect(inner(mean, mean)).toBeLessThanOrEqual(inner(x, x) * (1 + 1e-9));
        if (kappa === 1e6) expect(inner(y, mean)).toBeCloseTo(value, 3);
      }
    }
  });

  it('has all posterior means at once as one by one', () => {
    const means = new Float64Array(z.count * D).fill(NaN);
    const logs = new Float64Array(z.count).fill(NaN);
    if (group.posteriorMeans === undefined) return;
    for (const kappa of [0, 0.3, 40, 1e6]) {
      group.posteriorMeans({ y: first, z, kappa, means, logs });
      for (let j = 0; j < z.count; j++) {
        const { log, mean } = meanOf(group, first, rowOf(z, j), kappa);
        expect(Math.abs((logs[j] ?? NaN) - log)).toBeLessThan(1e-8 * Math.max(1, Math.abs(log)));
        expect(farthest(means.subarray(j * D, (j + 1) * D), mean)).toBeLessThan(1e-8);
      }
    }
  });
});
