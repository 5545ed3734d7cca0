import { describe, expect, it } from 'vitest';
import { randomStream } from '../mathematics/random-stream';
import { createRowSorter } from './row-sorter';

const random = randomStream(['rows']);
const draw = (length: number, value: () => number): number[] => Array.from({ length }, value);
const rows: Readonly<Record<string, number[]>> = {
  one: [3],
  two: [2, 1],
  equal: draw(300, () => 7),
  uniform: draw(6000, () => random.uniform()),
  bell: draw(6000, () => 50 + random.normal()),
  'with an outlier': [...draw(6000, () => random.uniform()), 1e9],
  'of few values': draw(6000, () => random.integer(5)),
  'of all magnitudes': draw(6000, () => 10 ** (30 * random.uniform() - 15)),
  'with infinity': [...draw(50, () => random.uniform()), Infinity],
  long: draw(70_000, () => random.uniform() ** 2),
};

describe.each(Object.entries(rows))('createRowSorter, a row %s', (_, numbers) => {
  const sorter = createRowSorter(numbers.length);

  it.each([Float32Array, Float64Array])('sorts as Array.sort does: %o', (Kind) => {
    const row = Kind.from(numbers);
    for (const skipped of [-1, 0, row.length - 1]) {
      const { length, values, indices } = sorter.sort(row, skipped, row.length);
      const expected = [...row].filter((_unused, j) => j !== skipped).sort((a, b) => a - b);
      expect(length).toBe(expected.length);
      expect([...values.subarray(0, length)]).toEqual(expected);
      expect([...indices.subarray(0, length)].map((j) => row[j])).toEqual(expected);
      expect(new Set(indices.subarray(0, length)).size).toBe(length);
      expect(indices.subarray(0, length)).not.toContain(skipped);
    }
  });

  it('sorts the nearest exactly, and the others nearly', () => {
    const row = Float32Array.from(numbers);
    const exact = Math.floor(row.length / 3);
    const { length, values, indices } = sorter.sort(row, 0, exact);
    const expected = [...row.subarray(1)].sort((a, b) => a - b);
    expect([...values.subarray(0, exact)]).toEqual(expected.slice(0, exact));
    const range = (expected.at(-1) ?? 0) - (expected[0] ?? 0);
    for (let k = exact; k < length; k++)
      if ((expected[k] ?? NaN) < Infinity)
        expect(Math.abs((values[k] ?? NaN) - (expected[k] ?? NaN))).toBeLessThanOrEqual(range / 2000);
    expect([...indices.subarray(0, length)].map((j) => row[j])).toEqual([...values.subarray(0, length)]);
    expect([...indices.subarray(0, length)].sort((a, b) => a - b)).toEqual(
      Array.from({ length }, (_unused, j) => j + 1),
    );
  });
});
