import { ExpectedError } from '#core/errors';
import type { Reals } from '#core/mathematics/points';
import type { Layout } from '#core/spaces/layout';
import { allocatePoints, checkSizes } from './allocate-points';
import { type ByteSource, expectBytes } from './byte-source';
import type { ReadOptions, Table } from './define-reader';
import { type NpyHeader, numbersOf, readNpyHeader } from './npy-header';
import type { NumberType } from './number-type';
import { readRecords, slotsByRow } from './read-records';

/** One array in NumPy's format: its first axis counts the points, the others are laid out row by row. */
export async function readNpy(source: ByteSource, options: ReadOptions): Promise<Table> {
  return readNpyValues(source, await readNpyHeader(source), options);
}

/** What follows the header of an array. */
export async function readNpyValues(source: ByteSource, header: NpyHeader, options: ReadOptions): Promise<Table> {
  const { type, code } = numbersOf(header, source.name);
  const [available, ...axes] = header.shape;
  if (available === undefined)
    throw new ExpectedError('malformed-file', `${source.name}: holds a single number; expected an array of points.`);
  const dimension = axes.reduce((product, size) => product * size, 1);
  checkSizes(source.name, available, dimension);
  expectBytes(source, available * dimension * type.bytes);
  const rows = options.chooseRows(available);
  const points = allocatePoints(source.name, rows?.length ?? available, dimension, type.precision);
  const { values } = points;
  if (header.fortranOrder) await readColumns(source, { type, available, axes, dimension }, values, rows, options);
  else
    await readRecords(
      source,
      { available, bytes: dimension * type.bytes, rows },
      options.work,
      (block, from, slot, count) => type.decode(block, from, count * dimension, values, slot * dimension),
    );
  return { points, available, rows, layout: layoutOf(axes, code), largest: type.largest, labels: undefined };
}

/** Bytes in three or four axes are images, channels last; any other array is plain. */
function layoutOf(axes: readonly number[], code: string): Layout {
  const [rows = 0, columns = 0, channels = 1] = axes;
  const isImage = code === 'u1' && (axes.length === 2 || (axes.length === 3 && channels <= 4));
  return isImage ? { kind: 'image', rows, columns, channels } : { kind: 'plain' };
}

interface ColumnArray {
  readonly type: NumberType;
  readonly available: number;
  readonly axes: readonly number[];
  readonly dimension: number;
}

const blockLength = 1 << 16;

/** Fortran order: all points' first coordinate, then all points' next one, the first axis of a point fastest. */
async function readColumns(
  source: ByteSource,
  { type, available, axes, dimension }: ColumnArray,
  out: Reals,
  rows: Int32Array | undefined,
  { work }: ReadOptions,
): Promise<void> {
  const place = rowMajorIndex(axes);
  const slots = rows === undefined ? undefined : slotsByRow(rows);
  const total = available * dimension;
  const block = new Float64Array(Math.min(total, blockLength));
  let column = 0;
  let row = 0;
  // How many of `slots` lie before `row`.
  let taken = 0;
  for (let read = 0; read < total;) {
    const length = Math.min(block.length, total - read);
    type.decode(await source.read(length * type.bytes), 0, length, block, 0);
    // A block holds a piece of one column, or of several.
    for (let at = 0; at < length;) {
      const end = Math.min(available, row + length - at);
      const coordinate = place(column);
      if (slots === undefined || rows === undefined)
        for (let i = row; i < end; i++) out[i * dimension + coordinate] = block[at + i - row] ?? 0;
      else
        for (; taken < slots.length; taken++) {
          const slot = slots[taken] ?? 0;
          const wanted = rows[slot] ?? 0;
          if (wanted >= end) break;
          out[slot * dimension + coordinate] = block[at + wanted - row] ?? 0;
        }
      at += end - row;
      row = end;
      if (row < available) continue;
      column++;
      row = 0;
      taken = 0;
    }
    read += length;
    await work.checkpoint({ step: `Reading ${source.name}`, current: read, total });
  }
  await source.expectEnd();
}

/** Where the value of a column-major index lies in row-major order. */
function rowMajorIndex(axes: readonly number[]): (index: number) => number {
  // Axes of one value change nothing; a hostile header can have thousands.
  const sizes = axes.filter((size) => size > 1);
  const all = sizes.reduce((product, size) => product * size, 1);
  return (index) => {
    let rest = index;
    let result = 0;
    let stride = all;
    for (const size of sizes) {
      stride /= size;
      result += (rest % size) * stride;
      rest = Math.floor(rest / size);
    }
    return result;
  };
}
