import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { read, rowsOf, temporaryFolder } from './readers.test-files';

const folder = temporaryFolder();

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const tables = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 6 }))
  .chain(([count, dimension]) =>
    fc.array(fc.array(finite, { minLength: dimension, maxLength: dimension }), { minLength: count, maxLength: count }),
  );
type Rows = readonly (readonly number[])[];

function doubles(values: readonly number[], littleEndian: boolean): Buffer {
  const bytes = Buffer.alloc(8 * values.length);
  values.forEach((value, i) => (littleEndian ? bytes.writeDoubleLE(value, 8 * i) : bytes.writeDoubleBE(value, 8 * i)));
  return bytes;
}

function npyOf(rows: Rows, littleEndian: boolean, fortran: boolean): Buffer {
  const dimension = rows[0]?.length ?? 0;
  const columns = Array.from({ length: dimension }, (_, column) => rows.map((row) => row[column] ?? NaN));
  const header = `{'descr': '${littleEndian ? '<' : '>'}f8', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': (${rows.length}, ${dimension}), }\n`;
  const start = Buffer.from('\x93NUMPY\x01\x00\0\0', 'latin1');
  start.writeUInt16LE(header.length, 8);
  return Buffer.concat([start, Buffer.from(header), doubles((fortran ? columns : rows).flat(), littleEndian)]);
}

function idxOf(rows: Rows): Buffer {
  const header = Buffer.from([0, 0, 0x0e, 2, 0, 0, 0, rows.length, 0, 0, 0, rows[0]?.length ?? 0]);
  return Buffer.concat([header, doubles(rows.flat(), false)]);
}

const csvOf = (rows: Rows, delimiter: string): string => rows.map((row) => row.join(delimiter)).join('\n');

/** −0 is written as 0 in text. */
const withoutNegativeZero = (rows: Rows): number[][] => rows.map((row) => row.map((value) => value + 0));

describe('what was written is read, to the last bit', () => {
  it.each([
    ['npy', 'a.npy', (rows: Rows) => npyOf(rows, true, false)],
    ['npy, big-endian', 'b.npy', (rows: Rows) => npyOf(rows, false, false)],
    ['npy, Fortran order', 'c.npy', (rows: Rows) => npyOf(rows, true, true)],
    ['npz', 'd.npz', (rows: Rows) => zipSync({ 'arr_0.npy': npyOf(rows, true, false) })],
    ['IDX', 'e.idx', idxOf],
    ['IDX, gzip', 'f.idx.gz', (rows: Rows) => gzipSync(idxOf(rows))],
  ])('%s', async (_, name, write) => {
    await fc.assert(
      fc.asyncProperty(tables, async (rows) => {
        expect(rowsOf(await read(folder.write(name, write(rows))))).toEqual(rows);
      }),
      { numRuns: 50 },
    );
  });

  it.each([',', ';', '\t', ' ', '|'])('text with %j between the cells', async (delimiter) => {
    await fc.assert(
      fc.asyncProperty(tables, async (rows) => {
        // A first row of 0, 1, 2, … would be a header.
        const marked = [rows[0]?.map((value) => value || 0.5) ?? [], ...rows.slice(1)];
        const data = await read(folder.write('a.csv', csvOf(marked, delimiter)));
        expect(rowsOf(data)).toEqual(withoutNegativeZero(marked));
      }),
      { numRuns: 50 },
    );
  });

  it('in pieces: a table of many megabytes, a chosen few of its rows, lines across the pieces', async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => Array.from({ length: 4 }, (_, j) => Math.sin(i * 4 + j)));
    const text = `"a","b","c","d"\r\n${rows.map((row) => row.join(',')).join('\r\n')}\r\n`;
    const path = folder.write('large.csv', text);
    const data = await read(path);
    expect(data.points.count).toBe(60_000);
    expect(Array.from(data.points.values)).toEqual(rows.flat());
    const some = await read(path, { rows: 10, seed: 3 });
    expect(some.summary.available).toBe(60_000);
    const known = new Set(rows.map(String));
    for (const row of rowsOf(some)) expect(known.has(String(row))).toBe(true);
  });
});
