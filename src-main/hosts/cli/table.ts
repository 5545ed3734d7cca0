type Cell = string | number | null | undefined;

/** A table with aligned columns: numbers to the right, words to the left. */
export function table(heads: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const texts = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? formatNumber(cell) : (cell ?? '–'))));
  const widths = heads.map((head, i) => Math.max(head.length, ...texts.map((row) => (row[i] ?? '').length)));
  const numeric = heads.map((_, i) => rows.some((row) => typeof row[i] === 'number'));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (numeric[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  return [line(heads), ...texts.map(line)].join('\n');
}

/** Four significant digits; whole numbers as they are. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return String(value);
  const size = Math.abs(value);
  return size >= 1e-3 && size < 1e6 ? String(Number(value.toPrecision(4))) : value.toExponential(3);
}

/** An interval whose open ends are infinite. */
export function formatInterval([low, high]: readonly [number | null, number | null]): string {
  return `[${low === null ? '0' : formatNumber(low)}, ${high === null ? '∞' : formatNumber(high)}]`;
}
