import { ExpectedError } from '#core/errors';
import { allocatePoints, checkSizes } from './allocate-points';
import { type ByteSource, expectBytes } from './byte-source';
import type { ReadOptions, Table } from './define-reader';
import { numberType } from './number-type';
import { readRecords } from './read-records';

/** Codes of the third byte of the magic number (LeCun, Cortes & Burges, "The MNIST database of handwritten digits"). */
const codes: Readonly<Record<number, string | undefined>> = {
  0x08: 'u1',
  0x09: 'i1',
  0x0b: 'i2',
  0x0c: 'i4',
  0x0d: 'f4',
  0x0e: 'f8',
};

/** One array in IDX format, MNIST's: two zero bytes, the type, the rank, the sizes, the values, all big-endian. */
export async function readIdx(source: ByteSource, options: ReadOptions): Promise<Table> {
  const { name } = source;
  const [zero0, zero1, code = 0, rank = 0] = await source.read(4);
  const type = numberType(codes[code] ?? '', false, name);
  if (zero0 !== 0 || zero1 !== 0 || type === undefined || rank < 1 || rank > 4)
    throw new ExpectedError(
      'malformed-file',
      `${name}: is not an IDX file; expected two zero bytes, a type (8, 9, 11 to 14) and a rank of 1 to 4.`,
    );
  const sizes = await source.read(4 * rank);
  const [available = 0, ...axes] = Array.from({ length: rank }, (_, axis) => sizes.readUInt32BE(4 * axis));
  const dimension = axes.reduce((product, size) => product * size, 1);
  checkSizes(name, available, dimension);
  expectBytes(source, available * dimension * type.bytes);
  const rows = options.chooseRows(available);
  const points = allocatePoints(name, rows?.length ?? available, dimension, type.precision);
  await readRecords(
    source,
    { available, bytes: dimension * type.bytes, rows },
    options.work,
    (block, from, slot, count) => {
      type.decode(block, from, count * dimension, points.values, slot * dimension);
    },
  );
  const [height = 0, width = 0, channels = 1] = axes;
  return {
    points,
    available,
    rows,
    layout: axes.length >= 2 ? { kind: 'image', rows: height, columns: width, channels } : { kind: 'plain' },
    largest: type.largest,
    labels: undefined,
  };
}
