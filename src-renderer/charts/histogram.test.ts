import { describe, expect, it } from 'vitest';
import { histogram } from './histogram';

describe('histogram', () => {
  it('counts every value once, those of the long tail in the last bin', () => {
    const values = [...Array.from({ length: 100 }, (_, i) => i / 10), 1e6];
    const bins = histogram(values, 8);
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(101);
    expect(bins[0]).toMatchObject({ from: 0, count: 13 });
    expect(bins[7]?.to).toBeCloseTo(9.8, 9);
    expect(bins[7]?.count).toBe(15);
  });

  it('takes values that are all the same', () => {
    expect(histogram([2, 2, 2], 3).map(({ count }) => count)).toEqual([3, 0, 0]);
  });
});
