import { describe, expect, it } from 'vitest';
import { emptyFilter } from './arrangement';
import { filterParts, withChoice, withRange } from './filter-parts';

describe('the conditions of a filter', () => {
  it('are said in words, and taken off one by one', () => {
    const filter = withChoice(
      withRange(withRange({ ...emptyFilter, text: 'x', tags: ['good'] }, 'n', 16, 512), 'gap', undefined, 0.25),
      'verdict',
      ['hold', null],
    );
    const parts = filterParts(filter);
    expect(parts.map(({ text }) => text)).toEqual([
      'n 16 to 512',
      'Gap ≤ 0.25',
      'Hypotheses: hold or none',
      'Tag: good',
    ]);
    for (const part of parts) expect(filterParts(part.without)).toHaveLength(3);
    expect(parts.reduce((left, { column }) => withChoice(withRange(left, column), column, []), filter)).toEqual({
      ...emptyFilter,
      ...{ text: 'x', tags: ['good'] },
    });
  });

  it('of a column replace each other', () => {
    const narrowed = withRange(withRange(emptyFilter, 'n', 16), 'n', 32, 32);
    expect(filterParts(narrowed).map(({ text }) => text)).toEqual(['n = 32']);
    expect(withRange(narrowed, 'n')).toEqual(emptyFilter);
  });
});
