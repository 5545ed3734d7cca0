import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataRequest } from '#contract/data';
import { CancelledError } from '#core/errors';
import type { Work } from '#core/work';
import { openData } from './open-data';
import { fixture, read, rowsOf, temporaryFolder } from './readers.test-files';

const folder = temporaryFolder();

const whole = Array.from({ length: 5 }, (_, i) => [3 * i, 3 * i + 1, 3 * i + 2]);
const real = whole.map((row) => row.map((value) => value / 4 - 1));
/** 4 images of 2 × 3 pixels. */
const images = Array.from({ length: 4 }, (_, i) => Array.from({ length: 6 }, (_, j) => 10 * (6 * i + j)));
const species = ['setosa', 'a, b', 'say "hi"', 'line\nbreak', 'ünï'];
const greyLayout = { kind: 'image', rows: 2, columns: 3, channels: 1 };

describe('NumPy arrays', () => {
  it.each(['le-f8', 'be-f8', 'le-f4', 'be-f4', 'le-f2', 'be-f2'])('reads %s', async (type) => {
    const data = await read(fixture(`npy/real-${type}.npy`));
    expect(rowsOf(data)).toEqual(real);
    expect(data.layout).toEqual({ kind: 'plain' });
    expect(data.points.values).toBeInstanceOf(type.endsWith('f8') ? Float64Array : Float32Array);
  });

  it.each(['le-u1', 'le-i1', 'le-u2', 'be-u2', 'le-i2', 'le-u4', 'be-i4', 'le-i8', 'be-u8'])(
    'reads %s',
    async (type) => {
      expect(rowsOf(await read(fixture(`npy/whole-${type}.npy`)))).toEqual(whole);
    },
  );

  it('reads booleans as 0 and 1', async () => {
    const parity = whole.map((row) => row.map((value) => 1 - (value % 2)));
    expect(rowsOf(await read(fixture('npy/bool.npy')))).toEqual(parity);
  });

  it.each(['fortran', 'version-2', 'version-3'])('reads %s', async (name) => {
    expect(rowsOf(await read(fixture(`npy/${name}.npy`)))).toEqual(real);
  });

  it.each(['images', 'fortran-images'])('reads bytes in three axes as images: %s', async (name) => {
    const data = await read(fixture(`npy/${name}.npy`));
    expect(rowsOf(data)).toEqual(images);
    expect(data.layout).toEqual(greyLayout);
  });

  it('reads bytes in four axes as colour images', async () => {
    const { layout } = await read(fixture('npy/colour-images.npy'));
    expect(layout).toEqual({ kind: 'image', rows: 2, columns: 3, channels: 3 });
  });

  it('reads a single axis as points of a line', async () => {
    expect(rowsOf(await read(fixture('npy/line.npy')))).toEqual(real.map(([first]) => [first]));
  });

  it('reads the only array of an archive, the only one with points, or the chosen one', async () => {
    expect(rowsOf(await read(fixture('npz/one.npz')))).toEqual(real);
    expect(rowsOf(await read(fixture('npz/training.npz')))).toEqual(images);
    expect(rowsOf(await read(fixture('npz/several.npz:x_test')))).toEqual(images.slice(0, 2));
  });

  it('takes labels from another array of the archive', async () => {
    const { labels } = await read(fixture('npz/training.npz'), { labelsColumn: 'y_train' });
    expect(labels).toEqual(['3', '1', '2', '0']);
  });
});

describe('archives of several arrays', () => {
  const names = ['α', 'bb', '', '😀', 'e'];

  it('takes an array in a folder of the archive', async () => {
    expect(rowsOf(await read(fixture('npz/nested.npz:data/points')))).toEqual(real);
    expect(rowsOf(await read(fixture('npz/nested.npz:data/other')))).toEqual(whole);
  });

  it('takes the points beside arrays of text', async () => {
    expect(rowsOf(await read(fixture('npz/text-labels.npz')))).toEqual(real);
  });

  it.each(['unicode', 'foreign', 'bytes', 'column'])('takes labels that are text: %s', async (labelsColumn) => {
    const { labels } = await read(fixture('npz/text-labels.npz'), { labelsColumn });
    expect(labels).toEqual(names);
    const some = await read(fixture('npz/text-labels.npz'), { labelsColumn, rows: 3, seed: 5 });
    expect(rowsOf(some)).toEqual(some.labels?.map((label) => real[names.indexOf(label)]));
  });
});

describe('IDX', () => {
  it.each(['images-idx3-ubyte', 'images-idx3-ubyte.gz'])('reads images: %s', async (name) => {
    const data = await read(fixture(`idx/${name}`));
    expect(rowsOf(data)).toEqual(images);
    expect(data.layout).toEqual(greyLayout);
  });

  it.each(['i1', 'i2', 'i4'])('reads whole numbers: %s', async (type) => {
    expect(rowsOf(await read(fixture(`idx/whole-${type}.idx`)))).toEqual(whole);
  });

  it.each(['f4', 'f8'])('reads real numbers: %s', async (type) => {
    expect(rowsOf(await read(fixture(`idx/real-${type}.idx.gz`)))).toEqual(real);
  });
});

describe('CIFAR', () => {
  it.each([
    ['ten', undefined, 1, ['7', '0', '9']],
    ['hundred', undefined, 2, ['99', '1', '50']],
    ['hundred', 'coarse', 2, ['19', '0', '5']],
  ])('reads %s (labels: %s), colours of a pixel side by side', async (name, labelsColumn, labelBytes, expected) => {
    const path = fixture(`cifar/${name}.bin`);
    const data = await read(path, labelsColumn === undefined ? {} : { labelsColumn });
    const bytes = readFileSync(path);
    const planar = Array.from({ length: 3 }, (_, image) => {
      const start = image * (3072 + labelBytes) + labelBytes;
      return Array.from({ length: 3072 }, (_, i) => bytes[start + (i % 3) * 1024 + Math.floor(i / 3)]);
    });
    expect(rowsOf(data)).toEqual(planar);
    expect(data.labels).toEqual(expected);
    expect(data.layout).toEqual({ kind: 'image', rows: 32, columns: 32, channels: 3 });
  });
});

describe('CIFAR files whose size fits both versions', () => {
  // 3073 records of 3074 bytes, or 3074 of 3073.
  it.each([
    ['hundred', 3073, [19, 99], '99'],
    ['hundred', 3073, [3, 9], '9'],
    ['ten', 3074, [9], '9'],
  ])('are told apart by their labels: %s', async (name, records, labels, expected) => {
    const bytes = Buffer.alloc(3073 * 3074);
    for (let i = 0; i < bytes.length; i++) bytes[i] = 20 + (i % 230);
    for (let record = 0; record < records; record++) Buffer.from(labels).copy(bytes, record * (3072 + labels.length));
    const data = await read(folder.write(`${name}-both.bin`, bytes), { rows: 5 });
    expect(data.summary.available).toBe(records);
    expect(data.labels).toEqual(Array(5).fill(expected));
  });
});

describe('tables as text', () => {
  it.each(['savetxt.csv', 'savetxt.tsv', 'semicolon.csv.gz'])('reads %s', async (name) => {
    expect(rowsOf(await read(fixture(`csv/${name}`)))).toEqual(real);
  });

  it.each(['runs-of-spaces.csv', 'marked-header.csv'])('reads what savetxt separates by spaces: %s', async (name) => {
    expect(rowsOf(await read(fixture(`csv/${name}`)))).toEqual(real);
  });

  it.each(['two-columns.tsv', 'two-columns.csv'])(
    'finds what separates two columns in a few rows: %s',
    async (name) => {
      expect(rowsOf(await read(fixture(`csv/${name}`)))).toEqual(real.map((row) => row.slice(0, 2)));
    },
  );

  it.each([
    ['a.tsv', '1,5\t2\n', [['1,5', '2']]],
    [
      'a.csv',
      '1;2\n3;4\n',
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ['a.csv', '1 2', [[1, 2]]],
    [
      'a.csv',
      '0,1\n1,0\n',
      [
        [0, 1],
        [1, 0],
      ],
    ],
    [
      'a.csv',
      '0,1,2\n3,4,5\n',
      [
        [0, 1, 2],
        [3, 4, 5],
      ],
    ],
    ['a.csv', '0,1,2\n0.5,4,5\n', [[0.5, 4, 5]]],
    ['a.csv', '7,8,9', [[7, 8, 9]]],
  ])('%s: %j', async (name, text, rows) => {
    const outcome = await read(folder.write(name, text)).then(rowsOf, (error: Error) => error.message);
    if (typeof rows[0]?.[0] === 'string') expect(outcome).toContain(`is "${rows[0][0]}"`);
    else expect(outcome).toEqual(rows);
  });

  it('keeps labels whole that are longer than a piece of the text', async () => {
    const labels = Array.from({ length: 20_000 }, (_, i) => `label ${i} ${'x'.repeat(40)}`);
    const path = folder.write('labels.csv', labels.map((label, i) => `${i},"${label}"\n`).join(''));
    expect((await read(path, { labelsColumn: '1' })).labels).toEqual(labels);
  });

  it.each(['kind', '2'])('takes the labels from the column %s', async (labelsColumn) => {
    const data = await read(fixture('csv/labelled.csv'), { labelsColumn });
    expect(rowsOf(data)).toEqual(real);
    expect(data.labels).toEqual(species);
  });

  it('takes chosen rows with their labels', async () => {
    const data = await read(fixture('csv/labelled.csv'), { labelsColumn: 'kind', rows: 3, seed: 4 });
    expect(data.summary.available).toBe(5);
    expect(rowsOf(data)).toEqual((data.labels ?? []).map((label) => real[species.indexOf(label)]));
    expect(new Set(data.labels).size).toBe(3);
  });
});

describe('Parquet', () => {
  const codecs = ['none', 'snappy', 'gzip', 'brotli', 'zstd', 'lz4', 'version-2', 'encodings', 'encodings-1.0'];
  const others = ['encodings-2.0', 'required', 'chunks'];
  const expected = real.map((row, i) => [row[0], row[1], 3 * i + 2]);

  it.each([...codecs, ...others])('reads %s', async (name) => {
    const data = await read(fixture(`parquet/${name}.parquet`), { labelsColumn: 'kind' });
    expect(rowsOf(data)).toEqual(expected);
    expect(data.labels).toEqual(species);
  });

  it('takes chosen rows with their labels', async () => {
    const data = await read(fixture('parquet/snappy.parquet'), { labelsColumn: 'kind', rows: 3, seed: 2 });
    expect(rowsOf(data)).toEqual((data.labels ?? []).map((label) => expected[species.indexOf(label)]));
  });

  it('takes labels from a dictionary, empty ones as such', async () => {
    const data = await read(fixture('parquet/empty-labels.parquet'), { labelsColumn: 'kind' });
    expect(rowsOf(data)).toEqual(real.map(([first]) => [first]));
    expect(data.labels).toEqual(['a', '', 'b', 'a', '']);
  });

  it('reads every kind of number', async () => {
    expect(rowsOf(await read(fixture('parquet/kinds.parquet')))).toEqual([
      [1, -1, 1, 1, 0.5, 1],
      [0, 2, 2 ** 32 - 1, 2 ** 53 - 1, -2, 2],
    ]);
  });
});

describe('folders of images', () => {
  const colour = Array.from({ length: 18 }, (_, i) => 14 * i);

  it('reads grey images in the order of their names', async () => {
    const data = await read(fixture('images/grey'));
    expect(rowsOf(data)).toEqual(images);
    expect(data.layout).toEqual(greyLayout);
    expect(data.labels).toBeUndefined();
  });

  it('takes the names of subfolders as labels', async () => {
    const data = await read(fixture('images/labelled'));
    expect(rowsOf(data)).toEqual([images[0], images[2], images[1], images[3]]);
    expect(data.labels).toEqual(['even', 'even', 'odd', 'odd']);
  });

  it('reads colours, with or without a palette', async () => {
    const data = await read(fixture('images/colour'));
    expect(rowsOf(data)).toEqual([colour, colour]);
    expect(data.layout).toEqual({ kind: 'image', rows: 2, columns: 3, channels: 3 });
  });

  it('keeps an alpha channel', async () => {
    const expected = Array.from({ length: 6 }, (_, pixel) => [...colour.slice(3 * pixel, 3 * pixel + 3), 10 * pixel]);
    expect(rowsOf(await read(fixture('images/alpha-only')))).toEqual([expected.flat()]);
  });

  it('keeps the alpha channel of grey images', async () => {
    const expected = images[0]?.flatMap((value, i) => [value, images[1]?.[i] ?? 0]) ?? [];
    const data = await read(fixture('images/grey-alpha'));
    expect(rowsOf(data)).toEqual([expected]);
    expect(data.layout).toEqual({ kind: 'image', rows: 2, columns: 3, channels: 2 });
    expect(rowsOf(await read(fixture('images/grey-alpha-16')))).toEqual([expected.map((value) => value * 257)]);
  });

  it.runIf(process.platform !== 'win32')('follows links to images and to folders', async () => {
    mkdirSync(join(folder.path, 'links'));
    for (const index of [0, 1, 2])
      symlinkSync(fixture(`images/grey/${index}.png`), join(folder.path, `links/${index}.png`));
    copyFileSync(fixture('images/grey/3.png'), join(folder.path, 'links/3.png'));
    expect(rowsOf(await read(join(folder.path, 'links')))).toEqual(images);
    mkdirSync(join(folder.path, 'linked'));
    for (const label of ['even', 'odd'])
      symlinkSync(fixture(`images/labelled/${label}`), join(folder.path, 'linked', label));
    const data = await read(join(folder.path, 'linked'));
    expect(rowsOf(data)).toEqual([images[0], images[2], images[1], images[3]]);
    expect(data.labels).toEqual(['even', 'even', 'odd', 'odd']);
  });

  it('keeps sixteen bits', async () => {
    const data = await read(fixture('images/sixteen-bit'));
    expect(rowsOf(data)).toEqual([images[1]?.map((value) => value * 257)]);
    const [scaled] = rowsOf(await read(fixture('images/sixteen-bit'), { scale: 'unit' }));
    scaled?.forEach((value, i) => expect(value).toBeCloseTo((images[1]?.[i] ?? 0) / 255, 6));
  });

  it('reads JPEG', async () => {
    expect(rowsOf(await read(fixture('images/jpeg')))).toEqual([Array(64).fill(90), Array(64).fill(200)]);
    const { points } = await read(fixture('images/cmyk'));
    expect(points.dimension).toBe(8 * 8 * 3);
  });
});

describe('options', () => {
  it('takes the same rows whatever the format', async () => {
    const sources = ['npy/real-le-f8.npy', 'npy/fortran.npy', 'npz/one.npz', 'idx/real-f8.idx.gz', 'csv/savetxt.csv'];
    const taken = await Promise.all(sources.map((name) => read(fixture(name), { rows: 3, seed: 9 }).then(rowsOf)));
    for (const rows of taken) expect(rows).toEqual(taken[0]);
    expect(new Set(taken[0]?.map(String)).size).toBe(3);
    for (const row of taken[0] ?? []) expect(real).toContainEqual(row);
  });

  it('scales bytes by 255 and other numbers by their range', async () => {
    const bytes = rowsOf(await read(fixture('npy/images.npy'), { scale: 'unit' }));
    expect(bytes).toEqual(images.map((row) => row.map((value) => Math.fround(value * (1 / 255)))));
    const [first, ...rest] = rowsOf(await read(fixture('npy/fortran.npy'), { scale: 'unit' })).flat();
    expect(first).toBe(0);
    expect(rest.at(-1)).toBe(1);
  });

  it('lays rows out as told', async () => {
    const { layout } = await read(fixture('npy/real-le-f8.npy'), { shape: '1x3' });
    expect(layout).toEqual({ kind: 'image', rows: 1, columns: 3, channels: 1 });
  });

  it('samples a task', async () => {
    const { points, summary } = await read('task:torus?dimension=2', { rows: 7 });
    expect(points.count).toBe(7);
    expect(points.dimension).toBe(4);
    expect(summary.available).toBe(7);
    expect((await read('task:circle')).points.count).toBe(1000);
  });

  it('has a second sample', async () => {
    const { points, layout, labels } = await read('sample:digits');
    expect(points.count).toBe(1797);
    expect(layout).toEqual({ kind: 'image', rows: 8, columns: 8, channels: 1 });
    // The first line of digits.csv, and the distribution of the digits stated with the data set.
    expect(Array.from(points.values.subarray(0, 16), (value) => value * 16)).toEqual([
      0, 0, 5, 13, 9, 1, 0, 0, 0, 0, 13, 15, 10, 15, 5, 0,
    ]);
    const counts = Array.from({ length: 10 }, (_, digit) => labels?.filter((label) => label === String(digit)).length);
    expect(counts).toEqual([178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
  });
});

// The list of open files is a matter of Linux.
describe.runIf(existsSync('/proc/self/fd'))('reading in pieces', () => {
  it.each([
    'npy/real-le-f8.npy',
    'npy/fortran.npy',
    'npz/one.npz',
    'idx/real-f8.idx.gz',
    'parquet/none.parquet',
    'images/grey',
  ])('can be cancelled, and leaves nothing open: %s', async (name) => {
    const cancel: Work = { checkpoint: () => Promise.reject(new CancelledError()) };
    const labelsColumn = name.startsWith('parquet') ? { labelsColumn: 'kind' } : {};
    const request = dataRequest.parse({ source: fixture(name), ...labelsColumn });
    await expect(openData(request, cancel)).rejects.toBeInstanceOf(CancelledError);
    // Streams close a moment after they are told to.
    await expect.poll(() => readdirSync('/proc/self/fd').map(targetOf)).not.toContain(fixture(name));
  });

  function targetOf(descriptor: string): string {
    try {
      return readlinkSync(`/proc/self/fd/${descriptor}`);
    } catch {
      // The descriptor by which the list itself was read.
      return '';
    }
  }
});
