import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logAxis } from './log-axis';

const labels = (values: readonly number[]): string[] => {
  const axis = logAxis(values);
  return axis.ticks.map((tick) => axis.label(tick));
};

describe('logAxis', () => {
  it('labels powers of ten over many decades, and rounder numbers the fewer there are', () => {
    expect(labels([1e-6, 1])).toEqual(['10⁻⁶', '10⁻⁵', '10⁻⁴', '0.001', '0.01', '0.1', '1']);
    expect(labels([16, 1024])).toEqual(['30', '100', '300', '1,000']);
    expect(labels([20, 50])).toEqual(['20', '30', '40', '50']);
  });

  it('has increasing ticks within its ends, at least two of them, at the values that they name', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -12, max: 9, noNaN: true }),
        fc.double({ min: 0, max: 12, noNaN: true }),
        (low, span) => {
          const axis = logAxis([10 ** low, 10 ** (low + span)]);
          expect(axis.ticks.length).toBeGreaterThanOrEqual(2);
          expect(axis.ticks.length).toBeLessThanOrEqual(16);
          axis.ticks.forEach((tick, i) => {
            expect(tick).toBeGreaterThanOrEqual(axis.min);
            expect(tick).toBeLessThanOrEqual(axis.max);
            if (i > 0) expect(tick).toBeGreaterThan(axis.ticks[i - 1] ?? 0);
          });
          expect(new Set(axis.ticks.map((tick) => axis.label(tick))).size).toBe(axis.ticks.length);
        },
      ),
    );
  });

  it('leaves out what has no logarithm', () => {
    expect(logAxis([0, -1, Infinity, NaN, 10, 100]).ticks).toEqual(logAxis([10, 100]).ticks);
    expect(logAxis([]).ticks.length).toBeGreaterThan(0);
  });
});
