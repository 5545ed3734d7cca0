import Papa from 'papaparse';
import { ExpectedError } from '#core/errors';

/** A row of cells, with spaces around them left out, and the line (from 1) that it stands on where no cell holds a line break. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

const longestRow = 2 ** 24;
const headLength = 1 << 16;
const delimiters = [',', '\t', ';', '|', ' '];

/**
 * The rows of a table as text: separated by whichever of comma, tab, semicolon, bar or space divides its first lines most evenly, with
 * double quotes as in RFC 4180. Empty lines are allowed at the end only.
 */
export async function* csvRows(chunks: AsyncIterable<string>, name: string): AsyncGenerator<CsvRow> {
  let parser: Papa.Parser | undefined;
  let pending = '';
  let line = 0;
  let emptyLine: number | undefined;

  const parse = function* (last: boolean): Generator<CsvRow> {
    parser ??= parserFor(pending.slice(0, headLength));
    const result: Papa.ParseResult<string[]> = parser.parse(pending, 0, !last);
    const [problem] = result.errors;
    if (problem !== undefined)
      throw new ExpectedError(
        'malformed-file',
        `${name}: line ${line + (problem.row ?? 0) + 1} has a stray or unclosed quote (${problem.message}).`,
      );
    pending = last ? '' : pending.slice(result.meta.cursor);
    if (pending.length > longestRow)
      throw new ExpectedError(
        'too-large',
        `${name}: line ${line + result.data.length + 1} is longer than ${longestRow} characters.`,
      );
    for (const raw of result.data) {
      line++;
      const cells = raw.map((cell) => cell.trim());
      if (cells.length === 1 && cells[0] === '') {
        emptyLine ??= line;
        continue;
      }
      if (emptyLine !== undefined)
        throw new ExpectedError('malformed-file', `${name}: line ${emptyLine} is empty; expected a row of numbers.`);
      yield { line, cells };
    }
  };

  for await (const chunk of chunks) {
    if (chunk.includes('\0'))
      throw new ExpectedError('malformed-file', `${name}: holds zero bytes; expected a table as UTF-8 text.`);
    pending += chunk;
    if (parser !== undefined || pending.length >= headLength) yield* parse(false);
  }
  yield* parse(true);
}

function parserFor(head: string): Papa.Parser {
  const newline = head.includes('\r') && !head.includes('\n') ? '\r' : '\n';
  const { delimiter } = Papa.parse(head, { preview: 10, newline, delimitersToGuess: delimiters }).meta;
  return new Papa.Parser({ delimiter, newline });
}
