import { open } from 'node:fs/promises';
import type { AsyncBuffer } from 'hyparquet';
import { CancelledError, ExpectedError } from '#core/errors';
import { allocatePoints, checkSizes } from '../allocate-points';
import { chooseColumns } from '../columns';
import { type DataFile, defineReader, type ReadOptions, type Table } from '../define-reader';
import { LabelPool } from '../label-pool';
import { columnPages, numberAt } from '../parquet-column';
import { bufferOf, columnsOf, expectNumeric, groupRows, readMetadata } from '../parquet-metadata';
import { slotsByRow } from '../read-records';

export const parquet = defineReader({
  id: 'parquet',
  label: 'Parquet table (.parquet)',
  accepts: ({ kind, name }) => kind === 'file' && /\.parquet$/i.test(name),
  async read(file, options) {
    const handle = await open(file.path, 'r');
    try {
      const { size } = await handle.stat();
      return await readTable(bufferOf(handle, size, file.name), file, options);
    } catch (error) {
      throw asExpected(error, file.name);
    } finally {
      await handle.close();
    }
  },
});

async function readTable(buffer: AsyncBuffer, file: DataFile, options: ReadOptions): Promise<Table> {
  const { name } = file;
  const metadata = await readMetadata(buffer, name);
  const elements = columnsOf(metadata, name);
  const columns = chooseColumns(
    elements.map((element) => element.name),
    options.labelsColumn,
    name,
  );
  for (const column of columns.coordinates) expectNumeric(elements[column], name);
  const available = metadata.row_groups.reduce((sum, group) => sum + groupRows(group.num_rows, name), 0);
  const dimension = columns.coordinates.length;
  checkSizes(name, available, dimension);
  const rows = options.chooseRows(available);
  const points = allocatePoints(name, rows?.length ?? available, dimension, 'float64');
  const pool = new LabelPool(name);
  if (columns.labels !== undefined) pool.expect(points.count);
  const labels: string[] = Array<string>(columns.labels === undefined ? 0 : points.count).fill('');
  const slots = rows === undefined ? undefined : slotsByRow(rows);
  // The places that are filled, in the order of their rows: all, or `slots`.
  const slotAt = (place: number): number => (slots === undefined ? place : (slots[place] ?? 0));
  const rowAt = (place: number): number => (rows === undefined ? place : (rows[slotAt(place)] ?? 0));

  let groupStart = 0;
  let taken = 0;
  for (const [index, group] of metadata.row_groups.entries()) {
    const groupEnd = groupStart + Number(group.num_rows);
    const first = taken;
    if (slots === undefined) taken = groupEnd;
    else while (taken < slots.length && rowAt(taken) < groupEnd) taken++;
    for (const column of taken === first ? [] : columns.names.keys()) {
      const coordinate = columns.coordinates.indexOf(column);
      const where = `${name}: the column '${columns.names[column] ?? ''}'`;
      let place = first;
      for await (const page of columnPages(buffer, metadata, index, column, name)) {
        const start = groupStart + page.start;
        const end = start + page.count;
        if (place < taken && rowAt(place) < end) {
          const values = page.values();
          if (values.length !== page.count)
            throw new ExpectedError(
              'malformed-file',
              `${where} holds ${values.length} values; expected ${page.count}.`,
            );
          for (; place < taken && rowAt(place) < end; place++) {
            const row = rowAt(place);
            if (column === columns.labels) labels[slotAt(place)] = pool.label(textOf(values[row - start]));
            else points.values[slotAt(place) * dimension + coordinate] = numberAt(values, row - start, where, row);
          }
        }
        await options.work.checkpoint({ step: `Reading ${name}`, current: place, total: points.count });
      }
    }
    groupStart = groupEnd;
  }
  return {
    points,
    available,
    rows,
    layout: { kind: 'plain' },
    largest: undefined,
    labels: columns.labels === undefined ? undefined : labels,
  };
}

const textOf = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

/** The decoder reports damage by plain errors of several kinds; a fault of the disk has a code. */
function asExpected(error: unknown, name: string): unknown {
  if (error instanceof ExpectedError || error instanceof CancelledError || !(error instanceof Error)) return error;
  if ('syscall' in error) return error;
  return new ExpectedError('malformed-file', `${name}: cannot be decoded (${error.message}).`, { cause: error });
}
