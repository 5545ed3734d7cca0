import { z } from 'zod';
import { ExpectedError } from '../errors';
import type { Points, Reals } from '../mathematics/points';
import { zeroPoints } from '../mathematics/points';
import { shapeParameter } from '../registry/parameters';
import type { AlignTo, Group } from './define-group';
import { defineGroup } from './define-group';
import { shiftText } from './describe-element';
import type { ImageShape } from './image-shape';
import { imageShape } from './image-shape';
import { PlaneTransform, spectraOf, spectrumOf } from './image-spectrum';
import { rankOf } from './rank';
import { shiftFrequency } from './shift-frequency';
import type { ShiftGrid } from './shift-grid';
import { ShiftMaximum } from './shift-maximum';
import { shiftMean } from './shift-mean';
import { ShiftPolynomial } from './shift-polynomial';

/** Shifts of images by any part of a pixel, band-limited and periodic. */
export const continuousShift = defineGroup({
  id: 'continuous-shift',
  label: 'Continuous shifts',
  summary:
    'Shifts images by any part of a pixel, by their Fourier series; what leaves on one side enters on the other.',
  parameters: z.object({ shape: shapeParameter('Rows × columns × channels of an image; from the data where known') }),
  suits: ({ layout }) => layout?.kind === 'image' && Math.max(layout.rows, layout.columns) > 2,
  movesInputs: () => true,
  create({ shape }, context) {
    const known = imageShape('continuous-shift', context, shape);
    if (Math.max(known.rows, known.columns) <= 2) {
      throw new ExpectedError(
        'does-not-fit',
        `The group 'continuous-shift' needs at least 3 rows or columns, but the images are ${String(known.rows)}×${String(known.columns)}.`,
      );
    }
    return continuousShiftGroup(known);
  },
});

/** An element is [down, right] in pixels. A direction of 1 or 2 pixels has no frequency that could be shifted and is left alone. */
function continuousShiftGroup(shape: ImageShape): Group {
  const { rows, columns, channels } = shape;
  const size = rows * columns;
  const ambientDimension = size * channels;
  const transform = new PlaneTransform(rows, columns);
  const polynomial = new ShiftPolynomial(shape);
  const partner = new ShiftPolynomial(shape);
  const search = new ShiftMaximum(polynomial);
  const { grid } = search;
  const grids = new Map<string, ShiftGrid>();
  const active = [rows > 2, columns > 2] as const;
  const dimension = active.filter(Boolean).length;
  const periods = [rows, columns] as const;
  const wrap = (value: number, axis: 0 | 1): number =>
    active[axis] ? ((value % periods[axis]) + periods[axis]) % periods[axis] : 0;
  const element = (down: number, right: number): Float64Array => Float64Array.of(wrap(down, 0), wrap(right, 1));

  const alignTo = (z: Points): AlignTo => {
    const zSpectra = spectraOf(z, shape, transform);
    const zNorms = search.normsOf(zSpectra);
    return (y, from, to, out) => {
      const ySpectra = spectraOf(y, shape, transform);
      const yNorms = search.normsOf(ySpectra);
      for (let i = 0; i < y.count; i++) {
        const start = i * (to - from) - from;
        // Both correlations are real: two share one complex transform.
        for (let j = from; j < to; j += 2) {
          const pair = j + 1 < to;
          polynomial.load(ySpectra, i, zSpectra, j);
          grid.clear();
          grid.add(polynomial, false);
          if (pair) {
            partner.load(ySpectra, i, zSpectra, j + 1);
            grid.add(partner, true);
          }
          grid.evaluate();
          out[start + j] = search.find(polynomial, grid.re, yNorms, i, zNorms, j);
          if (pair) out[start + j + 1] = search.find(partner, grid.im, yNorms, i, zNorms, j + 1);
        }
      }
    };
  };

  return {
    ambientDimension,
    order: Infinity,
    dimension,
    elementSize: 2,
    exact: true,
    exactMean: true,
    identity: () => element(0, 0),
    compose: (g, h) => element((g[0] ?? 0) + (h[0] ?? 0), (g[1] ?? 0) + (h[1] ?? 0)),
    inverse: (g) => element(-(g[0] ?? 0), -(g[1] ?? 0)),
    sample: (random) => element(rows * random.uniform(), columns * random.uniform()),
    act(g, x, out) {
      filter(x, out, (down, right) => {
        const angle = down * (g[0] ?? 0) + right * (g[1] ?? 0);
        return [Math.cos(angle), -Math.sin(angle)];
      });
    },
    align(y, z, out) {
      alignTo(z)(y, 0, z.count, out);
    },
    alignTo,
    alignPair(y, z) {
      const [value, down, right] = alignOne(y, z);
      return { value, element: element(down, right) };
    },
    orbitDimension: (x) => rankOf(tangents(x), x),
    tangents,
    volume: (active[0] ? rows : 1) * (active[1] ? columns : 1),
    genericStabiliser: 1,
    shifts: { image: shape, whole: false },
    posteriorMean(y, z, kappa, out) {
      const [best, down, right] = alignOne(y, z);
      const mean = shiftMean(polynomial, kappa, { best, down, right }, grids);
      filter(z, out, (_down, _right, k) => [mean.re[k] ?? 0, mean.im[k] ?? 0]);
      return mean.log;
    },
    describe: (g) => shiftText(g, shape),
    sliders: [
      ...(active[0] ? [{ label: 'Down', period: rows, element: (value: number) => element(value, 0) }] : []),
      ...(active[1] ? [{ label: 'Right', period: columns, element: (value: number) => element(0, value) }] : []),
    ],
  };

  /** The maximum of one pair and its place; the pair's polynomial is left loaded. */
  function alignOne(y: Reals, z: Reals): readonly [value: number, down: number, right: number] {
    const ySpectrum = spectrumOf(y, shape, transform);
    const zSpectrum = spectrumOf(z, shape, transform);
    polynomial.load(ySpectrum, 0, zSpectrum, 0);
    grid.clear();
    grid.add(polynomial, false);
    grid.evaluate();
    const value = search.find(polynomial, grid.re, search.normsOf(ySpectrum), 0, search.normsOf(zSpectrum), 0);
    return [value, search.down, search.right];
  }

  /** Multiplies each channel's spectrum by factors of the frequencies (radians a pixel) and of the place in the spectrum. */
  function filter(
    x: Reals,
    out: Float64Array,
    factor: (down: number, right: number, k: number) => readonly [number, number],
  ): void {
    const re = new Float64Array(size);
    const im = new Float64Array(size);
    for (let c = 0; c < channels; c++) {
      for (let k = 0; k < size; k++) re[k] = x[k * channels + c] as number;
      im.fill(0);
      transform.forward(re, im);
      for (let k = 0; k < size; k++) {
        const down = (2 * Math.PI * shiftFrequency(k % rows, rows)) / rows;
        const right = (2 * Math.PI * shiftFrequency(Math.floor(k / rows), columns)) / columns;
        const [a, b] = factor(down, right, k);
        const [r, i] = [re[k] as number, im[k] as number];
        re[k] = r * a - i * b;
        im[k] = r * b + i * a;
      }
      transform.inverse(re, im);
      for (let k = 0; k < size; k++) out[k * channels + c] = (re[k] as number) / size;
    }
  }

  function tangents(x: Reals): Points {
    const rowsOut = zeroPoints(dimension, ambientDimension);
    let row = 0;
    for (const axis of [0, 1] as const) {
      if (!active[axis]) continue;
      const out = rowsOut.values.subarray(row * ambientDimension, (row + 1) * ambientDimension);
      filter(x, out, (down, right) => [0, -(axis === 0 ? down : right)]);
      row++;
    }
    return rowsOut;
  }
}
