import { ExpectedError } from '#core/errors';

/** A row of cells, with spaces around them left out, and the line (from 1) on which it starts. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export const longestCell = 1 << 16;
const mostColumns = 1 << 20;
const longestRow = 1 << 24;
const mostEmptyLines = 1000;

const [tab, lineFeed, carriageReturn, space, quote] = [9, 10, 13, 32, 34];

/** Where the scanner is in a cell: before its first character, in it, in quotes, or behind the closing one. */
type Place = 'blank' | 'plain' | 'quoted' | 'closed';

/**
 * Splits text into rows of cells, with double quotes as in RFC 4180, each character looked at once. The delimiter ' ' stands for any run of
 * spaces and tabs. Empty lines are allowed at the end only. Memory and time are bounded by the lengths above, whatever the text.
 */
export class CsvScanner {
  readonly #delimiter: number;
  readonly #runs: boolean;
  /** The text of the unfinished cell, and where its quotes are in it. */
  #rest = '';
  #place: Place = 'blank';
  #opened = 0;
  #closed = 0;
  #doubled = false;
  #cells: string[] = [];
  /** Characters of the unfinished row before the unfinished cell. */
  #rowLength = 0;
  #line = 1;
  #rowLine = 1;
  #emptyLines = 0;
  #afterReturn = false;

  constructor(
    private readonly name: string,
    delimiter: string,
  ) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#runs = delimiter === ' ';
  }

  /** The whole cells of a row that has not ended yet. */
  get pendingCells(): readonly string[] {
    return this.#cells;
  }

  /** The rows that end in the next piece of text. */
  *rows(piece: string): Generator<CsvRow> {
    const text = this.#rest + piece;
    let start = 0;
    for (let at = this.#rest.length; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (this.#place === 'quoted') {
        if (code === lineFeed) this.#line++;
        if (code !== quote) continue;
        this.#place = 'closed';
        this.#closed = at - start;
      } else if (code === this.#delimiter || (this.#runs && code === tab)) {
        this.#afterReturn = false;
        this.#endCell(text, start, at);
        start = at + 1;
      } else if (code === lineFeed || code === carriageReturn) {
        const secondOfTwo = code === lineFeed && this.#afterReturn;
        this.#afterReturn = code === carriageReturn;
        if (!secondOfTwo) {
          const row = this.#endRow(text, start, at);
          if (row !== undefined) yield row;
        }
        start = at + 1;
      } else {
        this.#afterReturn = false;
        this.#character(code, at - start);
      }
    }
    this.#rest = text.slice(start);
    if (this.#rest.length > longestCell) throw this.#tooLong();
  }

  /** The last row, where no line break follows it. */
  *end(): Generator<CsvRow> {
    if (this.#place === 'quoted') throw this.#strayQuote('an unclosed');
    if (this.#cells.length === 0 && this.#place === 'blank') return;
    const row = this.#endRow(this.#rest, 0, this.#rest.length);
    if (row !== undefined) yield row;
  }

  /** Another character outside quotes, `offset` characters after the cell's start. */
  #character(code: number, offset: number): void {
    if (this.#place === 'plain') return;
    if (code === quote && this.#place === 'blank') {
      this.#place = 'quoted';
      this.#opened = offset;
    } else if (code === quote && offset === this.#closed + 1) {
      this.#place = 'quoted';
      this.#doubled = true;
    } else if (code !== space && code !== tab) {
      if (this.#place === 'closed') throw this.#strayQuote('a stray');
      this.#place = 'plain';
    }
  }

  #endCell(text: string, start: number, end: number): void {
    this.#rowLength += end - start + 1;
    if (this.#runs && this.#place === 'blank') return;
    if (end - start > longestCell) throw this.#tooLong();
    if (this.#cells.length >= mostColumns || this.#rowLength > longestRow)
      throw new ExpectedError(
        'too-large',
        `${this.name}: line ${this.#rowLine} is longer than ${mostColumns} cells or ${longestRow} characters.`,
      );
    this.#cells.push(this.#content(text, start, end));
    this.#place = 'blank';
    this.#doubled = false;
  }

  #content(text: string, start: number, end: number): string {
    if (this.#place === 'blank') return '';
    if (this.#place === 'plain') return text.slice(start, end).trim();
    const inside = text.slice(start + this.#opened + 1, start + this.#closed).trim();
    return this.#doubled ? inside.replaceAll('""', '"') : inside;
  }

  /** The row, unless its line is empty. */
  #endRow(text: string, start: number, end: number): CsvRow | undefined {
    const line = this.#rowLine;
    const empty = this.#cells.length === 0 && this.#place === 'blank';
    if (!empty) this.#endCell(text, start, end);
    const cells = this.#cells;
    this.#cells = [];
    this.#rowLength = 0;
    this.#rowLine = ++this.#line;
    if (empty) {
      if (++this.#emptyLines > mostEmptyLines)
        throw new ExpectedError('malformed-file', `${this.name}: has more than ${mostEmptyLines} empty lines.`);
      return undefined;
    }
    if (this.#emptyLines > 0)
      throw new ExpectedError(
        'malformed-file',
        `${this.name}: line ${line - this.#emptyLines} is empty; expected a row of numbers.`,
      );
    return { line, cells };
  }

  #tooLong(): ExpectedError {
    return new ExpectedError(
      'too-large',
      `${this.name}: line ${this.#rowLine} has a cell longer than ${longestCell} characters.`,
    );
  }

  #strayQuote(what: string): ExpectedError {
    return new ExpectedError('malformed-file', `${this.name}: line ${this.#rowLine} has ${what} quote.`);
  }
}
