import { ExpectedError } from '#core/errors';
import { chooseColumns, type Columns } from './columns';

const numeral = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const notFinite = /^([+-]?)(nan|inf|infinity)$/i;

/** The number in a cell; undefined where it holds anything else. NaN and infinities are refused later, as in every other format. */
export function numberIn(cell: string): number | undefined {
  if (numeral.test(cell)) return Number(cell);
  const [, sign, word] = notFinite.exec(cell) ?? [];
  if (word === undefined) return undefined;
  return word.toLowerCase() === 'nan' ? NaN : sign === '-' ? -Infinity : Infinity;
}

/** The columns of a table as text by its first two rows, and whether the first one names them. */
export function csvColumns(
  first: readonly string[],
  second: readonly string[] | undefined,
  labelsColumn: string | undefined,
  fileName: string,
): Columns & { readonly named: boolean } {
  const named = isHeader(first, second);
  if (named && first[0] === '')
    throw new ExpectedError(
      'malformed-file',
      `${fileName}: its first column has no name, like an index of rows; write the table without it (pandas: index=False).`,
    );
  const names = named ? first : first.map((_, column) => String(column));
  return { ...chooseColumns(names, labelsColumn, fileName), named };
}

/**
 * A first row without any number names the columns. So do the numbers 0, 1, 2, … in order, with which pandas names columns, where they
 * are hardly data: over a second row that holds something else than whole numbers, or (in many columns) some of them twice.
 */
function isHeader(first: readonly string[], second: readonly string[] | undefined): boolean {
  if (first.every((cell) => numberIn(cell) === undefined)) return true;
  const isCount = (cells: readonly string[]): boolean => cells.every((cell, column) => cell === String(column));
  if (first[0] === '') return isCount(first.slice(1));
  if (first.length < 3 || second === undefined || !isCount(first)) return false;
  if (second.some((cell) => !/^-?\d+$/.test(cell))) return true;
  return first.length >= 8 && new Set(second).size < second.length;
}
