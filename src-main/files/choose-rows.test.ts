import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseRows } from './choose-rows';

describe('chooseRows', () => {
  const sizes = fc
    .integer({ min: 1, max: 300 })
    .chain((available) => fc.tuple(fc.constant(available), fc.nat(available)));

  it('draws without replacement, and samples of one seed are nested', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), ([available, rows], seed) => {
        const chosen = [...(chooseRows(available, rows, seed, 'data') ?? [])];
        expect(new Set(chosen).size).toBe(rows);
        expect(chosen.every((row) => row >= 0 && row < available)).toBe(true);
        const whole = [...(chooseRows(available, available, seed, 'data') ?? [])];
        expect(whole.slice(0, rows)).toEqual(chosen);
        expect(whole.toSorted((a, b) => a - b)).toEqual(Array.from({ length: available }, (_, i) => i));
      }),
    );
  });

  it('gives every row the same chance in every place', () => {
    const seeds = 4000;
    const counts = Array.from({ length: 2 }, () => Array<number>(5).fill(0));
    for (let seed = 0; seed < seeds; seed++)
      chooseRows(5, 2, seed, 'data')?.forEach((row, place) => {
        const list = counts[place] ?? [];
        list[row] = (list[row] ?? 0) + 1;
      });
    // χ² with 4 degrees of freedom exceeds 18.5 with probability 0.001.
    for (const list of counts)
      expect(list.reduce((sum, count) => sum + (count - seeds / 5) ** 2 / (seeds / 5), 0)).toBeLessThan(18.5);
  });

  it('takes few of very many without a list of all', () => {
    expect(new Set(chooseRows(2 ** 31 - 1, 1000, 1, 'data')).size).toBe(1000);
  });
});
