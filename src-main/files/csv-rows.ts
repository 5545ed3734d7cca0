import { ExpectedError } from '#core/errors';
import { csvDelimiter } from './csv-delimiter';
import { type CsvRow, CsvScanner, longestCell } from './csv-scanner';

/** The rows of a table as text, piece by piece of the text; each piece is to be used before the next one is asked for. */
export async function* csvRows(chunks: AsyncIterable<string>, name: string): AsyncGenerator<Iterable<CsvRow>> {
  let scanner: CsvScanner | undefined;
  let head = '';
  for await (const chunk of chunks) {
    if (chunk.includes('\0'))
      throw new ExpectedError('malformed-file', `${name}: holds zero bytes; expected a table as UTF-8 text.`);
    if (scanner !== undefined) yield scanner.rows(chunk);
    else {
      head += chunk;
      if (head.length < longestCell) continue;
      scanner = scannerFor(head, name, false);
      yield scanner.rows(withoutMark(head));
    }
  }
  if (scanner === undefined) {
    scanner = scannerFor(head, name, true);
    yield scanner.rows(withoutMark(head));
  }
  yield scanner.end();
}

function scannerFor(head: string, name: string, complete: boolean): CsvScanner {
  return new CsvScanner(name, csvDelimiter(withoutMark(head.slice(0, longestCell)), name, complete));
}

/** NumPy (savetxt with a header) marks the line of names as a comment. */
function withoutMark(head: string): string {
  return head.startsWith('#') ? head.slice(1) : head;
}
