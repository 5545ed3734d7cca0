import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TabledFit } from './fit-record';
import { latexTable, latexText } from './latex-table';

const fit: TabledFit = {
  ...{ model: 'power', dimension: 2.0123, standardError: 0.0213, interval: [1.97, 2.0581], bootstrapInterval: null },
  ...{ level: 0.95, constant: 7.25521, constantInterval: [7, 7.5], extra: null, window: [16, 1024] },
  ...{ chi2: 4, degreesOfFreedom: 5, pValue: 0.4141, aicc: 0 },
};

/** What is wrong with braces, dollars and environments, read as TeX reads them. */
function imbalanceOf(source: string): string | null {
  const open: string[] = [];
  let mathematics = false;
  for (let at = 0; at < source.length; at++) {
    const sign = source[at];
    if (sign === '\\') {
      const environment = /^\\(begin|end)\{(\w+)\}/.exec(source.slice(at));
      if (environment?.[1] === 'begin') open.push(environment[2] ?? '');
      if (environment?.[1] === 'end' && open.pop() !== environment[2]) return `end of ${environment[2] ?? ''}`;
      at += environment === null ? 1 : environment[0].length - 1;
    } else if (sign === '%') {
      while (at < source.length && source[at] !== '\n') at++;
    } else if (sign === '{') open.push('{');
    else if (sign === '}') {
      if (open.pop() !== '{') return `brace at ${at}`;
    } else if (sign === '$') mathematics = !mathematics;
    else if (sign === '#' || sign === '~') return `${sign} at ${at}`;
    else if ((sign === '^' || sign === '_') && !mathematics) return `${sign} outside mathematics at ${at}`;
  }
  return open.length > 0 ? `open: ${open.join(' ')}` : mathematics ? 'open mathematics' : null;
}

/** The table's lines between \midrule and \bottomrule. */
const bodyOf = (table: string): string[] =>
  table
    .slice(table.indexOf('\\midrule') + 9, table.indexOf('\\bottomrule'))
    .trimEnd()
    .split('\n');

describe('latexTable', () => {
  it('states d with its interval, C, p and the window', () => {
    const table = latexTable([{ label: 'so2?planes=0-1', fit }], 'Fits of 100 % & more');
    expect(bodyOf(table)).toEqual([
      '    so2?planes=0{-}1 & power & $2.012$ $[1.970,\\, 2.058]$ & $7.255$ & $0.414$ & $16$--$1024$ \\\\',
    ]);
    expect(table).toContain('\\caption{Fits of 100 \\% \\& more}');
    expect(table).toContain('$d$ (95\\,\\%)');
    expect(imbalanceOf(table)).toBeNull();
  });

  it('leaves ends open that the data do not bound, and lines empty without a fit', () => {
    const open = { ...fit, interval: [null, null] as const, constant: 1.5e-7, pValue: 1e-9 };
    const [first, second] = bodyOf(
      latexTable([
        { label: 'a', fit: open },
        { label: 'b', fit: null },
      ]),
    );
    expect(first).toContain('$[0,\\, \\infty]$ & $1.5 \\times 10^{-7}$ & $< 0.001$');
    expect(second).toBe('    b & -- & -- & -- & -- & -- \\\\');
  });

  it('stays a table of as many lines and cells whatever the labels hold', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        '\\input{/etc/passwd}',
        '\\end{table}',
        '} \\write18{rm} {',
        'a & b \\\\ c',
        '$x_1^2$',
        '%',
        '100 % # ~ ^ _',
        '\n\\bottomrule\n',
        '\u2028\u0000',
        '[2mm]',
      ),
    );
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 5 }), (labels) => {
        const table = latexTable(
          labels.map((label) => ({ label, fit })),
          labels.join(' '),
        );
        expect(imbalanceOf(table)).toBeNull();
        const lines = bodyOf(table);
        expect(lines).toHaveLength(labels.length);
        for (const line of lines) expect(line.replaceAll('\\&', '').split('&')).toHaveLength(6);
        // Nothing is a command but what stands for a sign.
        const commands = new Set(labels.flatMap((label) => latexText(label).match(/\\[a-zA-Z]+/g) ?? []));
        for (const command of commands) expect(command).toMatch(/^\\(text[a-z]+|pm|times|infty|Omega|chi|sigma)$/);
      }),
    );
  });
});
