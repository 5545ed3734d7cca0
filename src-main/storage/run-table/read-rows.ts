import type { RunCells, RunRows } from '#contract/runs';
import { sql, type RawBuilder } from 'kysely';
import { columnExpression } from './column-expression';

/** What of a run is read for a row, for `rowsOf`. */
export function rowSelection(columns: readonly string[]): RawBuilder<unknown> {
  const cells = columns.map((column) => columnExpression(column));
  return sql.join([sql`runs.rowid`, sql`runs.id`, sql`runs.sweep_id`, ...cells]);
}

/** What was selected by `rowSelection`, column by column: numbers as such where a column holds nothing else. */
export function rowsOf(read: readonly (readonly unknown[])[], columns: readonly string[]): RunRows {
  return {
    keys: Int32Array.from(read, ([key]) => Number(key)),
    ids: read.map(([, id]) => String(id)),
    sweeps: read.map(([, , sweep]) => String(sweep)),
    cells: Object.fromEntries(
      columns.map((column, i) => [column, cellsOf(read.map((row) => cellOf(row[i + 3])))] as const),
    ),
  };
}

/** A value as SQLite gives it. */
export function cellOf(value: unknown): string | number | null {
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}

function cellsOf(values: (string | number | null)[]): RunCells[string] {
  if (values.some((value) => typeof value === 'string')) return values;
  return Float64Array.from(values, (value) => (typeof value === 'number' ? value : NaN));
}
