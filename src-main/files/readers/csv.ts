import { ExpectedError } from '#core/errors';
import type { Reals } from '#core/mathematics/points';
import { allocatePoints, checkSizes } from '../allocate-points';
import type { Columns } from '../columns';
import { csvColumns, numberIn } from '../csv-columns';
import { csvRows } from '../csv-rows';
import type { CsvRow } from '../csv-scanner';
import { type DataFile, defineReader, type ReadOptions, type Table } from '../define-reader';
import { GrowingRows } from '../growing-rows';
import { LabelPool } from '../label-pool';
import { openText } from '../open-text';
import { slotsByRow } from '../read-records';

export const csv = defineReader({
  id: 'csv',
  label: 'Table as text (.csv, .tsv, also .gz)',
  accepts: ({ kind, name }) => kind === 'file' && /\.(csv|tsv)(\.gz)?$/i.test(name),
  read: (file, options) => (options.takesAll ? readAll(file, options) : readChosen(file, options)),
});

async function readAll(file: DataFile, options: ReadOptions): Promise<Table> {
  const pool = new LabelPool(file.name);
  const labels: string[] = [];
  let rows: GrowingRows | undefined;
  const { available, columns } = await eachRow(file, options, (row, found) => {
    rows ??= new GrowingRows(file.name, found.coordinates.length, 'float64');
    const at = rows.add();
    readNumbers(row, found, rows.values, at, file.name);
    if (found.labels !== undefined) labels.push(pool.label(row.cells[found.labels] ?? ''));
    return true;
  });
  if (rows === undefined) throw noRows(file);
  return tableOf(rows.finish(), available, undefined, columns.labels === undefined ? undefined : labels);
}

/**
 * Reads the file twice, once to count its rows: they are drawn from all of the file, as in every format, so even a few need its end.
 * Only the chosen ones are kept.
 */
async function readChosen(file: DataFile, options: ReadOptions): Promise<Table> {
  const { available, columns } = await eachRow(file, options, () => true);
  checkSizes(file.name, available, columns.coordinates.length);
  const rows = options.chooseRows(available);
  if (rows === undefined) throw new Error('All rows were to be taken.');
  const points = allocatePoints(file.name, rows.length, columns.coordinates.length, 'float64');
  const pool = new LabelPool(file.name);
  const labels: string[] = [];
  if (columns.labels !== undefined) {
    pool.expect(rows.length);
    labels.length = rows.length;
    labels.fill('');
  }
  const slots = slotsByRow(rows);
  let taken = 0;
  await eachRow(file, options, (row, found, index) => {
    const slot = slots[taken] ?? 0;
    if (rows[slot] !== index) return true;
    readNumbers(row, found, points.values, slot * points.dimension, file.name);
    if (found.labels !== undefined) labels[slot] = pool.label(row.cells[found.labels] ?? '');
    return ++taken < slots.length;
  });
  return tableOf(points, available, rows, columns.labels === undefined ? undefined : labels);
}

function tableOf(
  points: Table['points'],
  available: number,
  rows: Int32Array | undefined,
  labels: readonly string[] | undefined,
): Table {
  return { points, available, rows, layout: { kind: 'plain' }, largest: undefined, labels };
}

/**
 * Passes each row of data on, all of one length, until `use` answers false.
 * @returns the number of rows seen, and the columns
 */
async function eachRow(
  file: DataFile,
  { labelsColumn, work }: ReadOptions,
  use: (row: CsvRow, columns: Columns, index: number) => boolean,
): Promise<{ available: number; columns: Columns }> {
  let columns: Columns | undefined;
  let available = 0;
  // Whether the first row names the columns, the second one tells.
  let first: CsvRow | undefined;

  const pass = (row: CsvRow, found: Columns): boolean => {
    if (row.cells.length !== found.names.length)
      throw new ExpectedError(
        'malformed-file',
        `${file.name}: line ${row.line} has ${row.cells.length} cells; expected ${found.names.length} as in the first.`,
      );
    return use(row, found, available++);
  };
  const open = (firstRow: CsvRow, second: CsvRow | undefined): boolean => {
    const found = csvColumns(firstRow.cells, second?.cells, labelsColumn, file.name);
    columns = found;
    return (found.named || pass(firstRow, found)) && (second === undefined || pass(second, found));
  };
  const passAll = (rows: Iterable<CsvRow>): boolean => {
    for (const row of rows) {
      if (columns !== undefined) {
        if (!pass(row, columns)) return false;
      } else if (first === undefined) first = row;
      else if (!open(first, row)) return false;
    }
    return true;
  };

  const text = await openText(file.path, file.name);
  for await (const rows of csvRows(text.chunks, file.name)) {
    if (!passAll(rows)) break;
    await work.checkpoint({ step: `Reading ${file.name}`, ...text.progress() });
  }
  if (columns === undefined && first !== undefined) open(first, undefined);
  if (columns === undefined || available === 0) throw noRows(file);
  return { available, columns };
}

function readNumbers(
  { cells, line }: CsvRow,
  { coordinates, names }: Columns,
  out: Reals,
  at: number,
  fileName: string,
): void {
  for (let i = 0; i < coordinates.length; i++) {
    const column = coordinates[i] ?? 0;
    const cell = cells[column] ?? '';
    const value = numberIn(cell);
    if (value === undefined) throw notANumber(cell, line, names[column] ?? '', fileName);
    out[at + i] = value;
  }
}

function notANumber(cell: string, line: number, column: string, fileName: string): ExpectedError {
  const what = cell === '' ? 'is empty' : `is ${JSON.stringify(cell.slice(0, 40))}`;
  return new ExpectedError(
    'malformed-file',
    `${fileName}: line ${line}, column '${column.slice(0, 40)}' ${what}; expected a number.`,
  );
}

function noRows(file: DataFile): ExpectedError {
  return new ExpectedError('malformed-file', `${file.name}: has no rows of data.`);
}
