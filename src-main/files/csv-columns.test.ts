import { describe, expect, it } from 'vitest';
import { csvColumns, numberIn } from './csv-columns';

const named = (first: string, second?: string): boolean =>
  csvColumns(first.split(','), second?.split(','), undefined, 'a.csv').named;

describe('the first row names the columns', () => {
  it.each<[string, string | undefined, boolean]>([
    ['x,y', '1,2', true],
    ['x,y', undefined, true],
    ['1,2', '3,4', false],
    ['x,2', '3,4', false],
    ['nan,inf', '3,4', false],
    // Data, or what pandas writes over columns without names.
    ['0', '0.5', false],
    ['0,1', '0.5,0.25', false],
    ['0,1', '1,0', false],
    ['0,1,2', '0.5,0.25,1', true],
    ['0,1,2', '3,4,5', false],
    ['0,1,2', '5,5,5', false],
    ['0,1,2', undefined, false],
    ['0,1,3', '0.5,1,1', false],
    ['0,1,2,3,4,5,6,7', '0,0,0,0,255,255,0,0', true],
    ['0,1,2,3,4,5,6,7', '8,9,10,11,12,13,14,15', false],
    ['0,1,2,3,4,5,6,7', '7,6,5,4,3,2,1,0', false],
  ])('%s over %s: %s', (first, second, expected) => {
    expect(named(first, second)).toBe(expected);
  });

  it('refuses a column of indices', () => {
    expect(() => named(',a,b', '0,1,2')).toThrow('index=False');
    expect(() => named(',0,1', '0,1,2')).toThrow('index=False');
  });
});

describe('numberIn', () => {
  it.each([
    ['1', 1],
    ['+1', 1],
    ['-2.', -2],
    ['.5', 0.5],
    ['1e5', 1e5],
    ['1.5E-3', 1.5e-3],
    ['NaN', NaN],
    ['-Infinity', -Infinity],
    ['inf', Infinity],
    ['', undefined],
    ['.', undefined],
    ['e5', undefined],
    ['0x10', undefined],
    ['1,5', undefined],
    ['1 2', undefined],
    ['−1', undefined],
    ['1_000', undefined],
  ])('%j is %s', (cell, number) => {
    expect(numberIn(cell)).toBe(number);
  });

  it('takes no time over many digits that are no number', () => {
    const start = performance.now();
    expect(numberIn(`${'1'.repeat(65_000)}x`)).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(500);
  });
});
