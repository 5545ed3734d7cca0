import { stringify } from 'csv-stringify/sync';
import type { RunTable } from './run-table';

/**
 * Lines of CSV of these runs with every column that there is. Numbers have all their digits, so that they are read back as they were; text that a
 * spreadsheet would run as a formula is preceded by an apostrophe.
 */
export async function runsAsCsv(table: RunTable, keys: Int32Array, header: boolean): Promise<string> {
  const columns = (await table.columns()).map(({ column }) => column);
  const { ids, cells } = await table.rows(keys, columns);
  const lists = columns.map((column) => cells[column]);
  const rows = ids.map((_, row) =>
    lists.map((list) => {
      const value = list?.[row] ?? null;
      return typeof value === 'number' && Number.isNaN(value) ? null : value;
    }),
  );
  return stringify(rows, { header, columns, escape_formulas: true });
}
