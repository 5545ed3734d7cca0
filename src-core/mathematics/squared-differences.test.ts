import { describe, expect, it } from 'vitest';
import { normalPoints, randomStream } from './random-stream';
import { squaredDifferences } from './squared-differences';

describe('squaredDifferences', () => {
  const y = normalPoints(randomStream(['one']), 3, 7);
  const z = normalPoints(randomStream(['others']), 12, 7);
  z.values.set(y.values.subarray(7, 14), 5 * 7);

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 11])('adds up coordinate by coordinate for %i points', (count) => {
    const rows = [5, 0, 11, 3, 3, 8, 1, 2, 10, 4, 5].slice(0, count);
    const out = new Float64Array(12).fill(-1);
    squaredDifferences(y, 1, z, rows, count, out);
    const expected = rows.map((row) => {
      let sum = 0;
      for (let k = 0; k < 7; k++) sum += ((y.values[7 + k] ?? 0) - (z.values[row * 7 + k] ?? 0)) ** 2;
      return sum;
    });
    for (const [at, value] of expected.entries()) expect(out[at]).toBeCloseTo(value, 12);
    if (count > 0) expect(out[0]).toBe(0);
    expect([...out.subarray(count)].every((value) => value === -1)).toBe(true);
  });
});
