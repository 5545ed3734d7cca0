import { open } from 'node:fs/promises';
import type { AsyncBuffer } from 'hyparquet';
import { CancelledError, ExpectedError } from '#core/errors';
import { allocatePoints, checkSizes } from '../allocate-points';
import { chooseColumns } from '../columns';
import { type DataFile, defineReader, type ReadOptions, type Table } from '../define-reader';
import { numberAt, readColumn } from '../parquet-column';
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
  const labels: string[] = Array<string>(columns.labels === undefined ? 0 : points.count).fill('');
  const slots = rows === undefined ? undefined : slotsByRow(rows);

  let groupStart = 0;
  let taken = 0;
  for (const [index, group] of metadata.row_groups.entries()) {
    const groupEnd = groupStart + Number(group.num_rows);
    const places = placesIn(groupStart, groupEnd, taken, rows, slots);
    taken += places.length;
    for (const column of places.length === 0 ? [] : columns.names.keys()) {
      const values = await readColumn(buffer, metadata, index, column, name);
      const coordinate = columns.coordinates.indexOf(column);
      if (column === columns.labels) for (const { row, slot } of places) labels[slot] = String(values[row]);
      else
        for (const { row, slot } of places)
          points.values[slot * dimension + coordinate] = numberAt(
            values,
            row,
            `${name}: the column '${columns.names[column] ?? ''}'`,
            groupStart,
          );
      await options.work.checkpoint({ step: `Reading ${name}`, current: taken, total: points.count });
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

interface Place {
  /** Within the group. */
  readonly row: number;
  readonly slot: number;
}

/** Which rows of a group are wanted, and where they go. */
function placesIn(
  from: number,
  to: number,
  taken: number,
  rows: Int32Array | undefined,
  slots: Int32Array | undefined,
): readonly Place[] {
  if (rows === undefined || slots === undefined)
    return Array.from({ length: to - from }, (_, row) => ({ row, slot: from + row }));
  const places: Place[] = [];
  for (let i = taken; i < slots.length; i++) {
    const slot = slots[i] ?? 0;
    const row = rows[slot] ?? 0;
    if (row >= to) break;
    places.push({ row: row - from, slot });
  }
  return places;
}

/** The decoder reports damage by plain errors of several kinds; a fault of the disk has a code. */
function asExpected(error: unknown, name: string): unknown {
  if (error instanceof ExpectedError || error instanceof CancelledError || !(error instanceof Error)) return error;
  if ('syscall' in error) return error;
  return new ExpectedError('malformed-file', `${name}: cannot be decoded (${error.message}).`, { cause: error });
}
