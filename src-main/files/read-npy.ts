import { ExpectedError } from '#core/errors';
import type { Reals } from '#core/mathematics/points';
import type { Layout } from '#core/spaces/layout';
import { allocatePoints, checkSizes } from './allocate-points';
import { type ByteSource, expectBytes } from './byte-source';
import type { ReadOptions, Table } from './define-reader';
import { type NpyHeader, readNpyHeader } from './npy-header';
import { readRecords, slotsByRow } from './read-records';

/** One array in NumPy's format: its first axis counts the points, the others are laid out row by row. */
export async function readNpy(source: ByteSource, options: ReadOptions): Promise<Table> {
  const header = await readNpyHeader(source);
  const [available, ...axes] = header.shape;
  if (available === undefined)
    throw new ExpectedError('malformed-file', `${source.name}: holds a single number; expected an array of points.`);
  const dimension = axes.reduce((product, size) => product * size, 1);
  checkSizes(source.name, available, dimension);
  expectBytes(source, available * dimension * header.type.bytes);
  const rows = options.chooseRows(available);
  const points = allocatePoints(source.name, rows?.length ?? available, dimension, header.type.precision);
  const read = header.fortranOrder ? readColumns : readRows;
  await read(source, header, points.values, rows, options);
  return {
    points,
    available,
    rows,
    layout: layoutOf(axes, header.code),
    largest: header.type.largest,
    labels: undefined,
  };
}

/** Bytes in three or four axes are images, channels last; any other array is plain. */
function layoutOf(axes: readonly number[], code: string): Layout {
  const [rows = 0, columns = 0, channels = 1] = axes;
  const isImage = code === 'u1' && (axes.length === 2 || (axes.length === 3 && channels <= 4));
  return isImage ? { kind: 'image', rows, columns, channels } : { kind: 'plain' };
}

type ReadValues = (
  source: ByteSource,
  header: NpyHeader,
  out: Reals,
  rows: Int32Array | undefined,
  options: ReadOptions,
) => Promise<void>;

const readRows: ReadValues = async (source, { type, shape }, out, rows, { work }) => {
  const [available = 0, ...axes] = shape;
  const dimension = axes.reduce((product, size) => product * size, 1);
  await readRecords(source, { available, bytes: dimension * type.bytes, rows }, work, (record, slot) => {
    type.decode(record, dimension, out, slot * dimension);
  });
};

const chunkLength = 1 << 17;

/** Fortran order: all points' first coordinate, then all points' next one, the first axis of a point fastest. */
const readColumns: ReadValues = async (source, { type, shape }, out, rows, { work }) => {
  const [available = 0, ...axes] = shape;
  const dimension = axes.reduce((product, size) => product * size, 1);
  const slots = rows === undefined ? undefined : slotsByRow(rows);
  const chunk = new Float64Array(Math.min(available, chunkLength));
  for (let column = 0; column < dimension; column++) {
    const coordinate = rowMajorIndex(column, axes);
    let taken = 0;
    for (let from = 0; from < available; from += chunk.length) {
      const length = Math.min(chunk.length, available - from);
      type.decode(await source.read(length * type.bytes), length, chunk, 0);
      if (slots === undefined || rows === undefined) {
        for (let i = 0; i < length; i++) out[(from + i) * dimension + coordinate] = chunk[i] ?? 0;
      } else {
        for (; taken < slots.length; taken++) {
          const slot = slots[taken] ?? 0;
          const row = (rows[slot] ?? 0) - from;
          if (row >= length) break;
          out[slot * dimension + coordinate] = chunk[row] ?? 0;
        }
      }
      await work.checkpoint({ step: `Reading ${source.name}`, current: column, total: dimension });
    }
  }
  await source.expectEnd();
};

/** Where the value of column-major index `index` lies in row-major order. */
function rowMajorIndex(index: number, axes: readonly number[]): number {
  let rest = index;
  let result = 0;
  let stride = axes.reduce((product, size) => product * size, 1);
  for (const size of axes) {
    stride /= size;
    result += (rest % size) * stride;
    rest = Math.floor(rest / size);
  }
  return result;
}
