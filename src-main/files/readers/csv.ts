import { ExpectedError } from '#core/errors';
import type { Reals } from '#core/mathematics/points';
import { allocatePoints } from '../allocate-points';
import { chooseColumns, type Columns } from '../columns';
import { type CsvRow, csvRows } from '../csv-rows';
import { type DataFile, defineReader, type ReadOptions, type Table } from '../define-reader';
import { GrowingRows } from '../growing-rows';
import { slotsByRow } from '../read-records';
import { openText } from '../open-text';

export const csv = defineReader({
  id: 'csv',
  label: 'Table as text (.csv, .tsv, also .gz)',
  accepts: ({ kind, name }) => kind === 'file' && /\.(csv|tsv)(\.gz)?$/i.test(name),
  read: (file, options) => (options.takesAll ? readAll(file, options) : readChosen(file, options)),
});

async function readAll(file: DataFile, options: ReadOptions): Promise<Table> {
  const labels: string[] = [];
  let rows: GrowingRows | undefined;
  const { available, columns } = await eachRow(file, options, (row, found) => {
    rows ??= new GrowingRows(file.name, found.coordinates.length, 'float64');
    readNumbers(row, found, rows.next(), file.name);
    if (found.labels !== undefined) labels.push(row.cells[found.labels] ?? '');
    return true;
  });
  if (rows === undefined) throw noRows(file);
  return tableOf(rows.finish(), available, undefined, columns.labels === undefined ? undefined : labels);
}

/** Reads the file twice, once to count its rows; only the chosen ones are kept. */
async function readChosen(file: DataFile, options: ReadOptions): Promise<Table> {
  const { available, columns } = await eachRow(file, options, () => true);
  const rows = options.chooseRows(available);
  if (rows === undefined) throw new Error('All rows were to be taken.');
  const points = allocatePoints(file.name, rows.length, columns.coordinates.length, 'float64');
  const labels: string[] = Array<string>(rows.length).fill('');
  const slots = slotsByRow(rows);
  let taken = 0;
  await eachRow(file, options, (row, found, index) => {
    const slot = slots[taken] ?? 0;
    if (rows[slot] !== index) return true;
    const { dimension, values } = points;
    readNumbers(row, found, values.subarray(slot * dimension, (slot + 1) * dimension), file.name);
    if (found.labels !== undefined) labels[slot] = row.cells[found.labels] ?? '';
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
  let index = 0;
  const text = await openText(file.path, file.name);
  for await (const row of csvRows(text.chunks, file.name)) {
    if (columns === undefined) {
      const header = isHeader(row.cells);
      if (header && row.cells[0] === '')
        throw new ExpectedError(
          'malformed-file',
          `${file.name}: its first column has no name, like an index of rows; write the table without it (pandas: index=False).`,
        );
      columns = chooseColumns(
        header ? row.cells : row.cells.map((_, column) => String(column)),
        labelsColumn,
        file.name,
      );
      if (header) continue;
    }
    if (row.cells.length !== columns.names.length)
      throw new ExpectedError(
        'malformed-file',
        `${file.name}: line ${row.line} has ${row.cells.length} cells; expected ${columns.names.length} as in the first.`,
      );
    if (!use(row, columns, index++)) break;
    if (index % 1000 === 0) await work.checkpoint({ step: `Reading ${file.name}`, ...text.progress() });
  }
  if (columns === undefined || index === 0) throw noRows(file);
  return { available: index, columns };
}

const numeral = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const notFinite = /^[+-]?(?:nan|inf|infinity)$/i;
const isNumber = (cell: string): boolean => numeral.test(cell) || notFinite.test(cell);

/** A first row without any number, or the numbers 0, 1, 2, … in order (after an unnamed column of indices), names the columns. */
function isHeader(cells: readonly string[]): boolean {
  const named = cells[0] === '' ? cells.slice(1) : cells;
  return cells.every((cell) => !isNumber(cell)) || (named.length > 1 && named.every((cell, i) => cell === String(i)));
}

function readNumbers({ cells, line }: CsvRow, { coordinates, names }: Columns, out: Reals, fileName: string): void {
  for (let i = 0; i < coordinates.length; i++) {
    const column = coordinates[i] ?? 0;
    const cell = cells[column] ?? '';
    // Infinities and NaN are refused later, as in every other format.
    if (numeral.test(cell)) out[i] = Number(cell);
    else if (notFinite.test(cell)) out[i] = NaN;
    else throw notANumber(cell, line, names[column] ?? '', fileName);
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
