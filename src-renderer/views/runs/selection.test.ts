import { describe, expect, it } from 'vitest';
import { nothingSelected, select } from './selection';

const order = Int32Array.of(50, 40, 30, 20, 10);
const keys = (selection: typeof nothingSelected): number[] => [...selection.keys].sort((a, b) => a - b);

describe('the selection of rows', () => {
  it('is one row after a click, and one more or less after a toggle', () => {
    const one = select(nothingSelected, order, 1, 'only');
    expect(keys(one)).toEqual([40]);
    const two = select(one, order, 3, 'toggle');
    expect(keys(two)).toEqual([20, 40]);
    expect(keys(select(two, order, 1, 'toggle'))).toEqual([20]);
    expect(keys(one)).toEqual([40]);
  });

  it('extends from where it began, in both directions', () => {
    const begun = select(nothingSelected, order, 2, 'only');
    const down = select(begun, order, 4, 'extend');
    expect(keys(down)).toEqual([10, 20, 30]);
    expect(keys(select(down, order, 0, 'extend'))).toEqual([30, 40, 50]);
  });

  it('stays within the rows, and moves without choosing', () => {
    expect(select(nothingSelected, order, 99, 'only').active).toBe(4);
    expect(select(nothingSelected, order, -1, 'extend').active).toBe(0);
    const moved = select(select(nothingSelected, order, 0, 'only'), order, 2, 'move');
    expect([moved.active, ...keys(moved)]).toEqual([2, 50]);
    expect(select(nothingSelected, new Int32Array(), 0, 'only')).toBe(nothingSelected);
  });
});
