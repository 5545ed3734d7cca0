import { describe, expect, it } from 'vitest';
import { sortedRows } from './use-sorting';

describe('sortedRows', () => {
  const rows = [{ d: 2 }, { d: null }, { d: 1 }, { d: 3 }];

  it('sorts both ways, what has no value always last', () => {
    expect(sortedRows(rows, ({ d }) => d, false).map(({ d }) => d)).toEqual([1, 2, 3, null]);
    expect(sortedRows(rows, ({ d }) => d, true).map(({ d }) => d)).toEqual([3, 2, 1, null]);
  });

  it('sorts words as people do, and leaves the rows that it was given', () => {
    const words = ['b', 'a', 'C'];
    expect(sortedRows(words, (word) => word, false)).toEqual(['a', 'b', 'C']);
    expect(words).toEqual(['b', 'a', 'C']);
  });
});
