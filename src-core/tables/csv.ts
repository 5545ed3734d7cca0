/** What a cell of a table holds; nothing where null or undefined. */
export type Cell = string | number | boolean | null | undefined;

/** A table as CSV; see `csvRows`. */
export function csvText(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return csvRows([columns, ...rows]);
}

/**
 * Lines of CSV by RFC 4180: commas between, lines ended by CR LF. Numbers are written in full, so that reading them gives the same float64, and stay numbers.
 * Text that a spreadsheet would take for a formula gets an apostrophe before it; so does text that begins with one, so that taking one away gives the text back.
 */
export function csvRows(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

/** Rows that are records, under the names that occur in them, in their order. */
export function recordsCsv(records: readonly Readonly<Record<string, Cell>>[]): string {
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return csvText(
    columns,
    records.map((record) => columns.map((column) => record[column])),
  );
}

function csvCell(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  // −0 has a sign that its text has not.
  if (typeof cell === 'number') return Object.is(cell, -0) ? '-0' : String(cell);
  if (typeof cell === 'boolean') return String(cell);
  const safe = /^[=+\-@\t\r\n'＝＋－＠]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
