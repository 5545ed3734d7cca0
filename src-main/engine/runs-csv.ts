import { csvRows } from '#core/tables/csv';
import type { RunTable } from './run-table';

/** Lines of CSV of these runs with every column that there is. */
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
  return csvRows(header ? [columns, ...rows] : rows);
}
