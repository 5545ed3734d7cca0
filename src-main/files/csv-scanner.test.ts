import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvScanner } from './csv-scanner';

function scan(pieces: readonly string[], delimiter = ','): { line: number; cells: readonly string[] }[] {
  const scanner = new CsvScanner('a.csv', delimiter);
  return [...pieces.flatMap((piece) => [...scanner.rows(piece)]), ...scanner.end()];
}
const cellsOf = (text: string, delimiter?: string): (readonly string[])[] =>
  scan([text], delimiter).map(({ cells }) => cells);

describe('CsvScanner', () => {
  it.each<[string, string[][]]>([
    [
      '1,2\n3,4\n',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    [
      '1,2\r\n3,4',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    [
      '1,2\r3,4\r',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    [' 1 , 2\n\n\n', [['1', '2']]],
    [',\n', [['', '']]],
    ['"a, b" , "say ""hi"""\n', [['a, b', 'say "hi"']]],
    ['"line\r\nbreak",1', [['line\r\nbreak', '1']]],
    ['""\n', [['']]],
    ['5" disk,1', [['5" disk', '1']]],
  ])('splits %j', (text, rows) => {
    expect(cellsOf(text)).toEqual(rows);
  });

  it('takes runs of spaces and tabs as one delimiter', () => {
    expect(cellsOf('  1   2\t\n 3 \t 4\n', ' ')).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
    expect(cellsOf('"a  b"   2 \n', ' ')).toEqual([['a  b', '2']]);
  });

  it('counts lines, also inside quotes', () => {
    expect(scan(['"a\nb",1\n2,3\r\n4,5']).map(({ line }) => line)).toEqual([1, 3, 4]);
  });

  it('finds the same wherever the text is cut', () => {
    const text = fc
      .array(fc.constantFrom('1', '"', ',', '\n', '\r', ' ', '\t', 'é', '""', '"\n'), { maxLength: 40 })
      .map((parts) => parts.join(''));
    const outcome = (pieces: readonly string[], delimiter: string): unknown => {
      try {
        return scan(pieces, delimiter);
      } catch (error) {
        return String(error);
      }
    };
    fc.assert(
      fc.property(text, fc.constantFrom(',', ' ', '\t'), fc.nat(40), fc.nat(40), (whole, delimiter, a, b) => {
        const [first, second] = [Math.min(a, b), Math.max(a, b)];
        const pieces = [whole.slice(0, first), whole.slice(first, second), whole.slice(second)];
        expect(outcome(pieces, delimiter)).toEqual(outcome([whole], delimiter));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['"1\n2', 'line 1 has an unclosed quote'],
    ['1\n"2" 3', 'line 2 has a stray quote'],
    ['1\n\n2', 'line 2 is empty'],
    ['\n'.repeat(1002), 'more than 1000 empty lines'],
    [`1\n${'2'.repeat(70_000)},1`, 'line 2 has a cell longer than 65536 characters'],
    [`"${','.repeat(70_000)}`, 'longer than 65536 characters'],
    ['1,'.repeat(1_100_000), 'longer than 1048576 cells'],
    [`${'1'.repeat(60_000)},`.repeat(300), '16777216 characters'],
  ])('refuses %.20j', (text, says) => {
    expect(() => scan([text])).toThrow(says);
  });
});
