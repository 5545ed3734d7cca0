import { ExpectedError } from '#core/errors';
import { CsvScanner } from './csv-scanner';

const rowsLookedAt = 10;

/** The sign between cells: the first of these that divides the first rows into equally many cells, more than one. */
export function csvDelimiter(head: string, name: string, complete: boolean): string {
  const byName = /\.tsv(\.gz)?$/i.test(name) ? ['\t', ',', ';', '|', ' '] : [',', '\t', ';', '|', ' '];
  const candidates = byName.map((delimiter) => ({ delimiter, counts: cellCounts(head, delimiter, complete) }));
  const even = candidates.find(({ counts: [first = 0, ...others] }) => first > 1 && others.every((n) => n === first));
  // Rows of different lengths: their reading fails, with a message that fits the likeliest delimiter. Words are no cells.
  const found = even ?? candidates.find(({ delimiter, counts }) => delimiter !== ' ' && counts.some((n) => n > 1));
  return found?.delimiter ?? ',';
}

function cellCounts(head: string, delimiter: string, complete: boolean): readonly number[] {
  const scanner = new CsvScanner('', delimiter);
  const counts: number[] = [];
  try {
    for (const { cells } of scanner.rows(head)) if (counts.push(cells.length) === rowsLookedAt) return counts;
    if (complete) for (const { cells } of scanner.end()) counts.push(cells.length);
  } catch (error) {
    // Not well-formed by this delimiter, or by any: what was found before counts.
    if (!(error instanceof ExpectedError)) throw error;
  }
  // A first row longer than the head.
  return counts.length === 0 ? [scanner.pendingCells] : counts;
}
