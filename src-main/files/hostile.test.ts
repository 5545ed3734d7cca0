import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { DataRequest } from '#contract/data';
import { ExpectedError } from '#core/errors';
import { fixture, read, refusal, temporaryFolder } from './readers.test-files';

const folder = temporaryFolder();

/** A NumPy file with any header. */
function npy(header: string, data: Uint8Array = Buffer.alloc(0), length = header.length): Buffer {
  const start = Buffer.from('\x93NUMPY\x01\x00\0\0', 'latin1');
  start.writeUInt16LE(length, 8);
  return Buffer.concat([start, Buffer.from(header, 'latin1'), data]);
}
const shaped = (shape: string, data?: Uint8Array, descr = "'<f8'"): Buffer =>
  npy(`{'descr': ${descr}, 'fortran_order': False, 'shape': ${shape}, }\n`, data);

function idx(code: number, sizes: readonly number[], data: Uint8Array = Buffer.alloc(0)): Buffer {
  const header = Buffer.alloc(4 + 4 * sizes.length);
  header.writeUInt32BE(code * 256 + sizes.length, 0);
  sizes.forEach((size, axis) => header.writeUInt32BE(size, 4 + 4 * axis));
  return Buffer.concat([header, data]);
}

/** A zip archive whose directory tells lies about the size of its only file. */
function lyingZip(content: Buffer, stated: number): Buffer {
  const bytes = Buffer.from(zipSync({ 'arr_0.npy': content }));
  for (const signature of [0x04034b50, 0x02014b50]) {
    const at = bytes.indexOf(Buffer.from(Uint32Array.of(signature).buffer));
    bytes.writeUInt32LE(stated, at + (signature === 0x04034b50 ? 22 : 24));
  }
  return bytes;
}

const sound = readFileSync(fixture('npy/real-le-f8.npy'));
const soundZip = Buffer.from(zipSync({ 'arr_0.npy': sound }));
const flipped = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 0xff;
  return copy;
};
const zeroGigabyte = (header: Buffer, filling = '\0'): Buffer => {
  // 1 GiB of zeros as 1,024 equal blocks, after the header.
  const block = deflateRawSync(Buffer.alloc(1 << 20, filling), { finishFlush: 2 });
  const start = deflateRawSync(header, { finishFlush: 2 });
  const gzipHeader = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
  return Buffer.concat([gzipHeader, start, ...Array<Buffer>(1024).fill(block)]);
};

const gigabyteOf = (filling: string): Buffer => zeroGigabyte(Buffer.alloc(0), filling);

type Hostile = readonly [what: string, name: string, content: Uint8Array | string, code: string, says: string];

const hostile: readonly Hostile[] = [
  ['an empty file', 'a.npy', '', 'malformed-file', 'ends at byte 0'],
  ['another format', 'b.npy', 'hello, world, this is text', 'malformed-file', 'not a NumPy array'],
  ['a version of the future', 'c.npy', flipped(sound, 6), 'malformed-file', 'version 254'],
  ['a header longer than the file', 'd.npy', npy('{}', undefined, 60000), 'malformed-file', 'ends at byte'],
  [
    'a header of 4 GiB',
    'e.npy',
    Buffer.from('\x93NUMPY\x02\x00\xff\xff\xff\xff', 'latin1'),
    'malformed-file',
    '4294967295',
  ],
  ['a dictionary of other keys', 'f.npy', npy("{'descr': '<f8', 'shape': (1,), }\n"), 'malformed-file', 'header'],
  ['code in place of a dictionary', 'g.npy', npy("__import__('os').system('true')\n"), 'malformed-file', 'header'],
  [
    'a shape of 10⁹ over two values',
    'h.npy',
    shaped('(1000000000,)', Buffer.alloc(16)),
    'malformed-file',
    'promises 80000000',
  ],
  ['a shape beyond 2⁵³', 'i.npy', shaped('(99999999999999999999,)'), 'too-large', 'no memory'],
  ['a product beyond 2⁵³', 'j.npy', shaped('(4294967296, 4294967296)'), 'too-large', '4294967296'],
  ['a negative shape', 'k.npy', shaped('(-1, 3)'), 'malformed-file', 'negative'],
  ['values cut off', 'l.npy', sound.subarray(0, -1), 'malformed-file', 'ends at byte 247'],
  ['bytes that follow', 'm.npy', Buffer.concat([sound, Buffer.alloc(3)]), 'malformed-file', '3 more bytes'],
  ['an unknown type', 'n.npy', shaped('(1,)', Buffer.alloc(8), "'<q8'"), 'malformed-file', 'unknown type'],
  [
    'a type that an object inherits',
    'o.npy',
    shaped('(1,)', Buffer.alloc(8), "'constructor'"),
    'malformed-file',
    'unknown type',
  ],
  ['an ambiguous order of bytes', 'p.npy', shaped('(1,)', Buffer.alloc(8), "'|f8'"), 'malformed-file', 'unknown type'],
  ['a million axes', 'q.npy', shaped(`(${'1,'.repeat(30000)})`), 'malformed-file', 'ends at byte'],

  [
    'many spaces in a header',
    'r.npy',
    npy(`{'descr': '<f8', 'fortran_order': False, 'shape': (${' '.repeat(60_000)}) z}`),
    'malformed-file',
    'header',
  ],
  [
    'a key twice',
    's.npy',
    npy("{'descr': '<f8', 'descr': '<f4', 'fortran_order': False, 'shape': (1,)}", Buffer.alloc(8)),
    'malformed-file',
    'header',
  ],
  [
    'a boolean that is neither',
    't.npy',
    shaped('(2,)', Buffer.from([1, 7]), "'|b1'"),
    'malformed-file',
    'boolean whose byte is 7',
  ],
  ['a whole number too large', 'u.npy', shaped('(1,)', Buffer.alloc(8, 255), "'<u8'"), 'malformed-file', '2^53'],

  ['an archive that is none', 'a.npz', 'PK but not really a zip archive', 'malformed-file', 'zip'],
  ['an archive cut off', 'b.npz', soundZip.subarray(0, -30), 'malformed-file', 'zip'],
  ['an archive of nothing', 'c.npz', zipSync({}), 'malformed-file', 'no array'],
  ['an archive of other files', 'd.npz', zipSync({ 'a.txt': Buffer.from('a') }), 'malformed-file', 'no array'],
  [
    'damaged bytes in an archive',
    'e.npz',
    Buffer.from(zipSync({ 'a.npy': sound }, { level: 0 })).fill(7, 200, 201),
    'malformed-file',
    'checksum',
  ],
  ['an archive that states too small a size', 'f.npz', lyingZip(sound, 100), 'malformed-file', 'arr_0.npy'],
  [
    'an archive that states 4 GB',
    'g.npz',
    lyingZip(shaped('(400000000,)', Buffer.alloc(16)), 3_200_000_080),
    'malformed-file',
    'promises',
  ],
  [
    'an archive of 2,000 files',
    'h.npz',
    zipSync(Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`${i}.npy`, sound]))),
    'too-large',
    '2000',
  ],
  ['a way out of the archive', 'i.npz', zipSync({ '../../a.npy': sound }), 'malformed-file', 'zip'],

  ['a file too short for IDX', 'a-idx3-ubyte', Buffer.from([0, 0, 8]), 'malformed-file', 'ends at byte 3'],
  ['an unknown type of IDX', 'b-idx3-ubyte', idx(7, [1, 1]), 'malformed-file', 'not an IDX file'],
  ['no axes', 'c-idx3-ubyte', idx(8, []), 'malformed-file', 'not an IDX file'],
  ['sizes of 2³² − 1', 'd-idx3-ubyte', idx(8, [0xffffffff, 0xffffffff, 0xffffffff]), 'too-large', '4294967295 rows'],
  [
    'many rows that are not there',
    'e-idx3-ubyte',
    idx(8, [60000, 28, 28], Buffer.alloc(784)),
    'malformed-file',
    'promises 47040016',
  ],
  ['no rows', 'f-idx3-ubyte', idx(8, [0, 28, 28]), 'malformed-file', '0 rows'],
  ['bytes that follow in IDX', 'g-idx1-ubyte', idx(8, [2], Buffer.alloc(3)), 'malformed-file', '1 more bytes'],
  ['a gzip file that is none', 'h-idx1-ubyte.gz', 'hello', 'malformed-file', 'decompressed'],
  [
    'a gzip file cut off',
    'i-idx1-ubyte.gz',
    gzipSync(idx(8, [9000], Buffer.alloc(9000, 'ab3'))).subarray(0, 40),
    'malformed-file',
    'decompressed',
  ],
  [
    'a gzip file that promises too much',
    'j-idx3-ubyte.gz',
    gzipSync(idx(8, [60000, 28, 28])),
    'malformed-file',
    'promises',
  ],
  [
    'a gzip bomb behind a small header',
    'k-idx1-ubyte.gz',
    zeroGigabyte(idx(8, [16])),
    'malformed-file',
    'more bytes follow',
  ],
  ['a gzip bomb of too many values', 'l-idx2-ubyte.gz', zeroGigabyte(idx(8, [1 << 20, 1020])), 'too-large', '1 GiB'],

  ['a length that is no multiple of a record', 'a.bin', Buffer.alloc(3072), 'malformed-file', '3073'],
  ['nothing', 'b.bin', '', 'malformed-file', '0 bytes'],
  ['a label beyond the classes', 'c.bin', Buffer.alloc(3073, 10), 'malformed-file', 'label 10'],

  ['an empty table', 'a.csv', '', 'malformed-file', 'no rows'],
  ['a header alone', 'b.csv', 'x,y\n', 'malformed-file', 'no rows'],
  ['a short row', 'c.csv', 'x,y\n1,2\n3\n', 'malformed-file', 'line 3 has 1 cells; expected 2'],
  ['a long row', 'd.csv', '1,2\n3,4,5\n', 'malformed-file', 'line 2 has 3 cells'],
  ['a word among the numbers', 'e.csv', 'x,y\n1,2\n3,four\n', 'malformed-file', `line 3, column 'y' is "four"`],
  ['an empty cell', 'f.csv', 'x,y\n1,\n', 'malformed-file', `line 2, column 'y' is empty`],
  ['an empty line between rows', 'g.csv', '1,2\n\n3,4\n', 'malformed-file', 'line 2 is empty'],
  ['NaN', 'h.csv', 'x,y\n1,2\n3,nan\n', 'not-finite', 'value 2 of row 2'],
  ['infinity', 'i.csv', '1,2\n3,-inf\n', 'not-finite', 'row 2'],
  ['a number beyond the largest', 'j.csv', '1,2\n3,1e999\n', 'not-finite', 'row 2'],
  ['a hexadecimal number', 'k.csv', '1,2\n0x10,2\n', 'malformed-file', '0x10'],
  ['a decimal comma', 'l.csv', '1,5;2,5\n1,0;2,0\n', 'malformed-file', '5;2'],
  ['an unclosed quote', 'm.csv', `x,y\n1,"2\n${'3,4\n'.repeat(100)}`, 'malformed-file', 'quote'],
  ['zero bytes', 'n.csv', Buffer.alloc(100), 'malformed-file', 'zero bytes'],
  ['text that is not UTF-8', 'o.csv', Buffer.from('1,2\n3,\xe9\n', 'latin1'), 'malformed-file', 'UTF-8'],
  ['UTF-16', 'p.csv', Buffer.from('\ufeff1,2\n', 'utf16le'), 'malformed-file', 'UTF-8'],
  ['a line without an end', 'q.csv', Buffer.alloc(40_000_000, '1'), 'too-large', 'longer'],
  ['a quote without an end over 40 MB', 'r.csv', `"${'1,\n'.repeat(13_000_000)}`, 'too-large', 'longer'],
  ['an index as the first column', 's.csv', ',0,1\n0,5,6\n', 'malformed-file', 'index'],
  ['digits that are no number', 'u.csv', `${'1'.repeat(60_000)}x,2\n3,4\n`, 'malformed-file', 'line 1'],
  ['a cell of 300,000 digits', 'v.csv', `${'1'.repeat(300_000)}x,2\n3,4\n`, 'too-large', 'longer than 65536'],
  ['five million empty lines', 'w.csv', '\n'.repeat(5_000_000), 'malformed-file', 'empty lines'],
  ['eight million cells', 'x.csv', `1${',1'.repeat(8_000_000)}`, 'too-large', '1048576 cells'],
  ['rows of spaces of different lengths', 'y.csv', ' 1  2\n 3\n', 'malformed-file', 'line 2 has 1 cells; expected 2'],
  ['a gigabyte of empty lines', 'w.csv.gz', gigabyteOf('\n'), 'malformed-file', 'empty lines'],
  ['a gigabyte of spaces', 'x.csv.gz', gigabyteOf(' '), 'too-large', 'longer than 65536'],
  ['a gigabyte of numbers', 'y.csv.gz', gigabyteOf('0\n'), 'too-large', 'more than 100 times'],
  ['a gigabyte of cells', 'z.csv.gz', gigabyteOf('0,'), 'too-large', '1048576 cells'],
  ['a gzip table that is none', 't.csv.gz', '1,2\n', 'malformed-file', 'decompressed'],

  ['a Parquet file that is none', 'a.parquet', 'PAR0 and some more text', 'malformed-file', 'PAR1'],
  ['a Parquet file of 8 bytes', 'b.parquet', 'PAR1PAR1', 'malformed-file', 'PAR1'],
  [
    'metadata longer than the file',
    'c.parquet',
    Buffer.from('PAR1\xff\xff\xff\x7fPAR1', 'latin1'),
    'malformed-file',
    'metadata',
  ],
  [
    'metadata of zeros',
    'd.parquet',
    Buffer.from(`PAR1${'\0'.repeat(16)}\x10\0\0\0PAR1`, 'latin1'),
    'malformed-file',
    'decoded',
  ],

  ['an unknown format', 'a.xyz', 'hello', 'malformed-file', 'NumPy array'],
];

describe('hostile files are refused with one clear error', () => {
  it.each(hostile)('%s (%s)', async (_, name, content, code, says) => {
    const path = folder.write(name, content);
    const before = process.memoryUsage().arrayBuffers;
    const start = performance.now();
    const error = await refusal(path);
    // A second, and as much again for machines under load.
    expect(performance.now() - start).toBeLessThan(2000);
    expect(error.message).toContain(says);
    expect(error.code).toBe(code);
    expect(error.message).toContain(name);
    expect(error.message).not.toContain('\n');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 28);
  });

  it.each([
    ['npy/refused-object.npy', 'malformed-file', 'pickled'],
    ['npy/refused-record.npy', 'malformed-file', 'named fields'],
    ['npy/refused-text.npy', 'malformed-file', 'text'],
    ['npy/refused-complex.npy', 'malformed-file', 'complex'],
    ['npy/refused-dates.npy', 'malformed-file', 'dates'],
    ['npy/refused-long.npy', 'malformed-file', 'f16'],
    ['npy/refused-scalar.npy', 'malformed-file', 'single number'],
    ['npy/refused-no-rows.npy', 'malformed-file', '0 rows'],
    ['npy/refused-no-columns.npy', 'malformed-file', '0 values'],
    ['npy/refused-nan.npy', 'not-finite', 'value 2 of row 3'],
    ['npy/refused-infinite.npy', 'not-finite', 'value 3 of row 5'],
    ['npy/refused-inexact.npy', 'malformed-file', '2^53'],
    ['npz/refused-object.npz', 'malformed-file', 'pickled'],
    ['npz/several.npz', 'malformed-file', 'several.npz:x_train'],
    ['npz/several.npz:x', 'not-found', 'x_train, x_test, y_train'],
    ['npz/nested.npz', 'malformed-file', 'nested.npz:data/points'],
    ['npz/nested.npz:data', 'not-found', 'data/points, data/other'],
    ['csv/labelled.csv', 'malformed-file', 'setosa'],
    ['parquet/snappy.parquet', 'malformed-file', "'kind' holds STRING"],
    ['parquet/refused-empty-cell.parquet', 'malformed-file', "'x' is empty in row 2"],
    ['parquet/refused-nan.parquet', 'not-finite', 'row 2'],
    ['parquet/refused-list.parquet', 'malformed-file', 'lists'],
    ['parquet/refused-record.parquet', 'malformed-file', 'lists or records'],
    ['parquet/refused-date.parquet', 'malformed-file', 'DATE'],
    ['parquet/refused-inexact.parquet', 'malformed-file', '2^53'],
    ['parquet/refused-no-rows.parquet', 'malformed-file', '0 rows'],
    ['images/refused-sizes', 'malformed-file', 'b.png is 2 × 3 pixels'],
    ['images/refused-channels', 'malformed-file', '3 channels'],
    ['images/refused-bomb', 'too-large', 'a.png'],
    ['npy', 'malformed-file', 'no PNG or JPEG'],
  ])('%s', async (name, code, says) => {
    const error = await refusal(fixture(name));
    expect(error.message).toContain(says);
    expect(error.code).toBe(code);
  });

  it.each<[string, Partial<DataRequest>, string, string]>([
    ['npy/real-le-f8.npy', { rows: 6 }, 'too-few-points', 'has 5 rows, but 6'],
    ['csv/savetxt.csv', { rows: 6 }, 'too-few-points', 'has 5 rows, but 6'],
    ['npy/real-le-f8.npy', { shape: '2x2' }, 'does-not-fit', '2x2'],
    ['npy/real-le-f8.npy', { shape: '3' }, 'invalid-input', '28x28'],
    ['npy/real-le-f8.npy', { labelsColumn: 'x' }, 'does-not-fit', 'labels column'],
    ['csv/labelled.csv', { labelsColumn: 'species' }, 'invalid-input', 'x, y, kind, z'],
    ['csv/labelled.csv', { labelsColumn: '4' }, 'invalid-input', 'below 4'],
    ['cifar/ten.bin', { labelsColumn: 'fine' }, 'invalid-input', "'fine'"],
    ['npz/training.npz', { labelsColumn: 'x_train' }, 'does-not-fit', 'has 4 × 6 labels'],
    ['npz/several.npz:x_test', { labelsColumn: 'y_train' }, 'does-not-fit', 'one for each of 2'],
    [
      'npz/text-labels.npz',
      { labelsColumn: 'refused' },
      'malformed-file',
      'refused.npy: holds a label that is not UTF-8',
    ],
    ['nothing/here.npy', {}, 'not-found', 'no such file'],
  ])('%s with %o', async (name, options, code, says) => {
    const error = await refusal(fixture(name), options);
    expect(error.message).toContain(says);
    expect(error.code).toBe(code);
  });

  it('refuses images that are something else', async () => {
    const images = join(folder.path, 'images');
    mkdirSync(images);
    const refuse = async (name: string, content: string | Uint8Array): Promise<ExpectedError> => {
      writeFileSync(join(images, 'a.png'), content);
      return refusal(images);
    };
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/hostname"/></svg>';
    expect((await refuse('a', svg)).message).toContain('neither a PNG nor a JPEG');
    expect((await refuse('a', '')).message).toContain('neither a PNG nor a JPEG');
    const png = readFileSync(fixture('images/grey/1.png'));
    expect((await refuse('a', png.subarray(0, -20))).message).toContain('cannot be decoded');
    expect((await refuse('a', flipped(png, 45))).message).toContain('cannot be decoded');
  });

  it('refuses to count the rows of a bomb, however few are wanted', async () => {
    const path = folder.write('few.csv.gz', gigabyteOf('0\n'));
    const start = performance.now();
    expect((await refusal(path, { rows: 100 })).code).toBe('too-large');
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('refuses an image with more notes than pixels', async () => {
    const images = join(folder.path, 'notes');
    mkdirSync(images);
    const png = readFileSync(fixture('images/grey/1.png'));
    const text = Buffer.concat([Buffer.from('k\0\0'), deflateSync(Buffer.alloc(7 << 20))]);
    const note = Buffer.concat([Buffer.alloc(4), Buffer.from('zTXt'), text, Buffer.alloc(4)]);
    note.writeUInt32BE(text.length, 0);
    note.writeUInt32BE(crc32(note.subarray(4, -4)), note.length - 4);
    writeFileSync(
      join(images, 'a.png'),
      Buffer.concat([png.subarray(0, 33), ...Array(40).fill(note), png.subarray(33)]),
    );
    const error = await refusal(images);
    expect(error.message).toContain('a.png: has more than 32 compressed notes');
  });

  it.runIf(process.platform !== 'win32')('refuses links that lead nowhere or round in a circle, by name', async () => {
    const refuse = async (name: string, link: string, target: string): Promise<string> => {
      const images = join(folder.path, name);
      mkdirSync(images);
      symlinkSync(target, join(images, link));
      const { code, message } = await refusal(images);
      expect(code).toBe('malformed-file');
      return message;
    };
    expect(await refuse('nowhere', 'a.png', 'missing.png')).toContain('nowhere/a.png: is a link that leads nowhere');
    expect(await refuse('circle', 'a.png', 'a.png')).toContain('circle/a.png: is a link that leads round in a circle');
    expect(await refuse('back', 'cats', '.')).toContain('back/cats: is a link that leads back to the folder');
    expect(await refuse('above', 'cats', '..')).toContain('above/cats: is a link that leads back to the folder');
  });

  it.each([
    ['sample:letters', 'unknown-id'],
    ['sample:constructor', 'unknown-id'],
    ['sample:', 'unknown-id'],
    ['task:nothing', 'unknown-id'],
    ['task:torus?dimension=0', 'invalid-input'],
  ])('%s', async (source, code) => {
    expect((await refusal(source)).code).toBe(code);
  });

  it.each(['sample:mnist', 'task:circle'])('%s has no labels column', async (source) => {
    expect((await refusal(source, { labelsColumn: 'label' })).code).toBe('does-not-fit');
  });

  it('refuses more points of a task than memory holds', async () => {
    expect((await refusal('task:circle', { rows: 10 ** 9 })).code).toBe('too-large');
  });
});

describe('damaged files', () => {
  const list = (kind: string): string[] => readdirSync(fixture(kind)).map((name) => `${kind}/${name}`);
  const files = ['npy', 'npz', 'idx', 'csv', 'parquet'].flatMap(list);

  it.each(files)('never end in anything but data or an expected error: %s', async (name) => {
    const original = readFileSync(fixture(name));
    const damage = fc.array(fc.tuple(fc.nat(original.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    const target = `damaged-${name.replace('/', '-')}`;
    await fc.assert(
      fc.asyncProperty(damage, fc.option(fc.nat(original.length)), async (changes, length) => {
        const bytes = Buffer.from(original);
        for (const [at, value] of changes) bytes[at] = value;
        const path = folder.write(target, length === null ? bytes : bytes.subarray(0, length));
        const outcome = await read(path).catch((error: unknown) => error);
        if (outcome instanceof ExpectedError) return;
        expect(outcome).toHaveProperty('points');
      }),
      { numRuns: 40, seed: 1 },
    );
  });
});
