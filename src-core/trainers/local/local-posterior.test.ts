import { describe, expect, it } from 'vitest';
import type { ImageShape } from '../../groups/image-shape';
import { resolveGroup } from '../../groups/registry';
import { trivialGroup } from '../../groups/trivial';
import { rowOf, zeroPoints, type Points } from '../../mathematics/points';
import { randomStream } from '../../mathematics/random-stream';
import { createPosterior } from '../posterior';
import { createLocalPosterior, type Positions } from './local-posterior';

function normalPoints(count: number, dimension: number, seed: string): Points {
  const random = randomStream(['images', seed]);
  const points = zeroPoints(count, dimension);
  for (let at = 0; at < points.values.length; at++) points.values[at] = random.normal();
  return points;
}

const images: readonly ImageShape[] = [
  { rows: 4, columns: 3, channels: 2 },
  { rows: 1, columns: 5, channels: 1 },
  { rows: 3, columns: 4, channels: 1 },
];
const sizeOf = ({ rows, columns, channels }: ImageShape): number => rows * columns * channels;

/** The patch about a pixel, number by number. */
function patchAt(x: ArrayLike<number>, image: ImageShape, row: number, column: number, side: number): number[] {
  const { rows, columns, channels } = image;
  const [high, wide] = [Math.min(side, rows), Math.min(side, columns)];
  const patch: number[] = [];
  for (let i = 0; i < high; i++)
    for (let j = 0; j < wide; j++)
      for (let c = 0; c < channels; c++) {
        const r = (row + i - Math.floor(high / 2) + rows) % rows;
        const k = (column + j - Math.floor(wide / 2) + columns) % columns;
        patch.push(x[(r * columns + k) * channels + c] ?? NaN);
      }
  return patch;
}

/** The mean of the centres of all patches, one after another, weighted as they are likely. */
function byHand(
  y: ArrayLike<number>,
  training: Points,
  image: ImageShape,
  positions: Positions,
  sigma: number,
  side: number,
) {
  const { rows, columns, channels } = image;
  const out: number[] = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const own = patchAt(y, image, row, column, side);
      const found: { readonly log: number; readonly centre: readonly number[] }[] = [];
      for (let j = 0; j < training.count; j++) {
        const z = rowOf(training, j);
        for (let r = 0; r < rows; r++)
          for (let c = 0; c < columns; c++) {
            if (positions === 'same' && (r !== row || c !== column)) continue;
            const distance = patchAt(z, image, r, c, side).reduce(
              (sum, value, k) => sum + (value - (own[k] ?? NaN)) ** 2,
              0,
            );
            found.push({ log: -distance / (2 * sigma * sigma), centre: patchAt(z, image, r, c, 1) });
          }
      }
      const top = Math.max(...found.map(({ log }) => log));
      const total = found.reduce((sum, { log }) => sum + Math.exp(log - top), 0);
      for (let k = 0; k < channels; k++)
        out.push(found.reduce((sum, { log, centre }) => sum + Math.exp(log - top) * (centre[k] ?? NaN), 0) / total);
    }
  return out;
}

function means(
  y: Points,
  training: Points,
  image: ImageShape,
  positions: Positions,
  sigma: number,
  side: number,
): Float64Array {
  const out = new Float64Array(y.values.length);
  createLocalPosterior(training, image, positions).means(Float64Array.from(y.values), sigma, side, out);
  return out;
}

describe.each(images)('the local posterior of images of $rows × $columns × $channels', (image) => {
  const d = sizeOf(image);
  const training = normalPoints(3, d, 'training');
  const y = normalPoints(2, d, 'noisy');
  const side = Math.max(image.rows, image.columns);

  it.each(['any', 'same'] as const)('is the mean over patches one after another: positions %s', (positions) => {
    for (const sigma of [0.2, 1, 5])
      for (const patch of [1, 2, 3, 99]) {
        const found = means(y, training, image, positions, sigma, patch);
        for (let i = 0; i < y.count; i++)
          byHand(rowOf(y, i), training, image, positions, sigma, patch).forEach((value, k) =>
            expect(found[i * d + k]).toBeCloseTo(value, 9),
          );
      }
  });

  it('is the posterior mean of the training set where a patch is the whole image', () => {
    const shifts = resolveGroup('pixel-shift', { ambientDimension: d, layout: { kind: 'image', ...image } }).group;
    for (const [positions, group] of [
      ['same', trivialGroup(d)],
      ['any', shifts],
    ] as const)
      for (const sigma of [0.3, 1, 4]) {
        const expected = new Float64Array(y.values.length);
        createPosterior(training, group).means(y, sigma, expected, new Int32Array(2), new Float64Array(2));
        const found = means(y, training, image, positions, sigma, side);
        expected.forEach((value, k) => expect(found[k]).toBeCloseTo(value, 9));
      }
  });

  it('gives a patch of the training images back at low noise, and the mean of all pixels at high', () => {
    const { rows, columns, channels } = image;
    const low = means(
      { ...y, values: Float64Array.from(training.values.subarray(0, 2 * d)) },
      training,
      image,
      'any',
      1e-4,
      3,
    );
    low.forEach((value, k) => expect(value).toBeCloseTo(training.values[k] ?? NaN, 9));
    const high = means(y, training, image, 'any', 1e6, 3);
    for (let c = 0; c < channels; c++) {
      const all = Array.from(training.values).filter((_, k) => k % channels === c);
      const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
      for (let pixel = 0; pixel < rows * columns; pixel++) expect(high[pixel * channels + c]).toBeCloseTo(mean, 6);
    }
  });
});
