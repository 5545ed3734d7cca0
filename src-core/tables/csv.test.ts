import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { csvText, recordsCsv } from './csv';

const parse = (text: string): string[][] => Papa.parse<string[]>(text, { skipEmptyLines: false }).data.slice(0, -1);

describe('csvText', () => {
  it('gives every number back, bit for bit', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (value) => {
        const [, row] = parse(csvText(['x'], [[value]]));
        expect(Object.is(Number(row?.[0]), value)).toBe(true);
      }),
    );
    for (const value of [0.1 + 0.2, -0, 5e-324, Number.MAX_VALUE, -1e-300, 1e21, 123456789012345680000])
      expect(Object.is(Number(parse(csvText(['x'], [[value]]))[1]?.[0]), value)).toBe(true);
  });

  it('gives every text back, and leaves none that a spreadsheet would run', () => {
    const starts = fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', "'", '＝', '＋', '－', '＠', '"', ',', '');
    fc.assert(
      fc.property(fc.tuple(starts, fc.string({ unit: 'grapheme' })), ([start, rest]) => {
        const text = start + rest;
        const row = parse(csvText(['a', 'b', 'c'], [['x', text, 'y']]))[1] ?? [];
        expect(row).toHaveLength(3);
        const cell = row[1] ?? '';
        expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
        expect(cell.replace(/^'/, '')).toBe(text);
      }),
    );
  });

  it('keeps negative numbers numbers, and makes text of text that looks like one', () => {
    expect(csvText(['a', 'b'], [[-2.5, '-2.5']])).toBe("a,b\r\n-2.5,'-2.5\r\n");
  });

  it('leaves cells empty where there is nothing', () => {
    expect(csvText(['a', 'b', 'c'], [[null, undefined, false]])).toBe('a,b,c\r\n,,false\r\n');
  });
});

it('recordsCsv has a column for each name that occurs', () => {
  expect(recordsCsv([{ a: 1 }, { b: 'x', a: 2 }])).toBe('a,b\r\n1,\r\n2,x\r\n');
});
