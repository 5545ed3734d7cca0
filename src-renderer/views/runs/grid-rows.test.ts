import { describe, expect, it } from 'vitest';
import { rowReached } from './grid-rows';

describe('rowReached', () => {
  it('stays among the rows', () => {
    expect(rowReached('ArrowDown', 4, 10, null)).toBe(5);
    expect(rowReached('ArrowDown', 9, 10, null)).toBe(9);
    expect(rowReached('ArrowUp', 0, 10, null)).toBe(0);
    expect(rowReached('Home', 7, 10, null)).toBe(0);
    expect(rowReached('End', 2, 10, null)).toBe(9);
    expect(rowReached('End', 0, 0, null)).toBe(0);
  });

  it('turns by what is in sight below the head, less a row that stays', () => {
    const scroller = { clientHeight: 28 + 10 * 26 };
    expect(rowReached('PageDown', 0, 100, scroller)).toBe(9);
    expect(rowReached('PageUp', 50, 100, scroller)).toBe(41);
  });

  it('leaves other keys alone', () => {
    expect(rowReached('Enter', 2, 10, null)).toBeUndefined();
  });
});
