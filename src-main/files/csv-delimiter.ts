import { ExpectedError } from '#core/errors';
import { numberIn } from './csv-columns';
import { CsvScanner } from './csv-scanner';

const rowsLookedAt = 10;

/** What stands between cells: the first of these that divides the first rows into equally many cells, more than one. */
export function csvDelimiter(head: string, name: string, complete: boolean): string {
  const order = /\.tsv(\.gz)?$/i.test(name) ? ['\t', ',', ';', '|', ' '] : [',', '\t', ';', '|', ' '];
  const candidates = order.map((delimiter) => ({ delimiter, rows: firstRows(head, delimiter, complete) }));
  const even = candidates.find(
    ({ rows: [first = [], ...others] }) => first.length > 1 && others.every((row) => row.length === first.length),
  );
  // Rows of different lengths: their reading fails, with a message that fits the likeliest delimiter. Words of a name are no cells.
  const found =
    even ??
    candidates.find(({ delimiter, rows }) =>
      rows.some((row) => row.length > 1 && (delimiter !== ' ' || row.every((cell) => numberIn(cell) !== undefined))),
    );
  return found?.delimiter ?? ',';
}

function firstRows(head: string, delimiter: string, complete: boolean): readonly (readonly string[])[] {
  const scanner = new CsvScanner('', delimiter);
  const found: (readonly string[])[] = [];
  try {
    for (const { cells } of scanner.rows(head)) if (found.push(cells) === rowsLookedAt) return found;
    if (complete) for (const { cells } of scanner.end()) found.push(cells);
  } catch (error) {
    // Not well-formed by this delimiter, or by any: what was found before counts.
    if (!(error instanceof ExpectedError)) throw error;
  }
  // Or the beginning of a first row that is longer than the head.
  return found.length === 0 ? [scanner.pendingCells] : found;
}
