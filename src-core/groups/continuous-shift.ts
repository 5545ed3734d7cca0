import { z } from 'zod';
import { ExpectedError } from '../errors';
import type { Points, Reals } from '../mathematics/points';
import { zeroPoints } from '../mathematics/points';
import { shapeParameter } from '../registry/parameters';
import type { Group } from './define-group';
import { defineGroup } from './define-group';
import type { ImageShape } from './image-shape';
import { imageShape } from './image-shape';
import type { Spectra } from './image-spectrum';
import { PlaneTransform, spectraOf, spectrumOf } from './image-spectrum';
import { rankOf } from './rank';
import { shiftMean } from './shift-mean';
import { fastSize, shiftFrequency, ShiftGrid, ShiftPolynomial } from './shift-polynomial';

/** Shifts of images by any part of a pixel, band-limited and periodic. */
export const continuousShift = defineGroup({
  id: 'continuous-shift',
  label: 'Continuous shifts',
  summary:
    'Shifts images by any part of a pixel, by their Fourier series; what leaves on one side enters on the other.',
  parameters: z.object({ shape: shapeParameter('Rows × columns × channels of an image; from the data where known') }),
  suits: ({ layout }) => layout?.kind === 'image' && Math.max(layout.rows, layout.columns) > 2,
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

/** How much finer than the pixels the grid is on which the maximum is first looked for. */
const refinement = 1.5;
/** More peaks than these are looked at on a finer grid first. */
const mostRivals = 3;

/**
 * An element is [down, right] in pixels. A direction of 1 or 2 pixels has no frequency that could be shifted and is left alone.
 *
 * `align` evaluates the correlation on a finer grid, then climbs by Newton's iteration from each local maximum of the grid that
 * could belong to the global one: at the grid point next to it, at most half a step away in each direction, the correlation
 * is lower by no more than half the bound of its second derivative (Cauchy–Schwarz: the product of the images' own slopes).
 */
function continuousShiftGroup(shape: ImageShape): Group {
  const { rows, columns, channels } = shape;
  const size = rows * columns;
  const ambientDimension = size * channels;
  const transform = new PlaneTransform(rows, columns);
  const polynomial = new ShiftPolynomial(shape);
  const partner = new ShiftPolynomial(shape);
  const grid = new ShiftGrid(
    polynomial,
    rows > 2 ? fastSize(refinement * rows) : 1,
    columns > 2 ? fastSize(refinement * columns) : 1,
  );
  const stepDown = rows / grid.rows;
  const stepRight = columns / grid.columns;
  const fine = new ShiftGrid(polynomial, rows > 2 ? fastSize(4 * rows) : 1, columns > 2 ? fastSize(4 * columns) : 1);
  const fineRatio = Math.max(rows > 2 ? grid.rows / fine.rows : 0, columns > 2 ? grid.columns / fine.columns : 0) ** 2;
  /** Highest frequency times half a step of the finer grid, summed over the directions: at most π/4. */
  const fineTurn = Math.PI * (Math.floor((rows - 1) / 2) / fine.rows + Math.floor((columns - 1) / 2) / fine.columns);
  const grids = new Map<string, ShiftGrid>();
  let best = 0;
  let bestDown = 0;
  let bestRight = 0;
  const largestStep = Math.max(rows > 2 ? stepDown : 0, columns > 2 ? stepRight : 0);
  const active = [rows > 2, columns > 2] as const;
  const dimension = active.filter(Boolean).length;
  const periods = [rows, columns] as const;
  const wrap = (value: number, axis: 0 | 1): number =>
    active[axis] ? ((value % periods[axis]) + periods[axis]) % periods[axis] : 0;
  const element = (down: number, right: number): Float64Array => Float64Array.of(wrap(down, 0), wrap(right, 1));

  const align = (y: Points, z: Points, out: Float64Array): void => {
    const ySpectra = spectraOf(y, shape, transform);
    const zSpectra = spectraOf(z, shape, transform);
    const ySlopes = slopes(ySpectra, y.count);
    const zSlopes = slopes(zSpectra, z.count);
    for (let i = 0; i < y.count; i++) {
      for (let j = 0; j < z.count; j += 2) {
        const pair = j + 1 < z.count;
        polynomial.load(ySpectra, i, zSpectra, j);
        grid.clear();
        grid.add(polynomial, false);
        if (pair) {
          partner.load(ySpectra, i, zSpectra, j + 1);
          grid.add(partner, true);
        }
        grid.evaluate();
        out[i * z.count + j] = maximum(polynomial, grid.re, ((ySlopes[i] as number) * (zSlopes[j] as number)) / 2);
        if (pair)
          out[i * z.count + j + 1] = maximum(
            partner,
            grid.im,
            ((ySlopes[i] as number) * (zSlopes[j + 1] as number)) / 2,
          );
      }
    }
  };

  return {
    ambientDimension,
    order: Infinity,
    dimension,
    elementSize: 2,
    exact: true,
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
    align,
    alignPair(y, z) {
      const [value, down, right] = alignOne(y, z);
      return { value, element: element(down, right) };
    },
    orbitDimension: (x) => rankOf(tangents(x), x),
    tangents,
    volume: (active[0] ? rows : 1) * (active[1] ? columns : 1),
    genericStabiliser: 1,
    posteriorMean(y, z, kappa, out) {
      const [best, down, right] = alignOne(y, z);
      const mean = shiftMean(polynomial, kappa, { best, down, right }, grids);
      filter(z, out, (_down, _right, k) => [mean.re[k] ?? 0, mean.im[k] ?? 0]);
      return mean.log;
    },
    sliders: [
      ...(active[0] ? [{ label: 'Down', period: rows, element: (value: number) => element(value, 0) }] : []),
      ...(active[1] ? [{ label: 'Right', period: columns, element: (value: number) => element(0, value) }] : []),
    ],
  };

  /**
   * The maximum of a polynomial whose values on the grid are given; its place is left in bestDown and bestRight. Where many
   * peaks come into question, as for images like noise, a finer grid tells most of them apart before any is climbed.
   */
  function maximum(of: ShiftPolynomial, values: Float64Array, slack: number): number {
    let top = 0;
    for (let k = 1; k < values.length; k++) if ((values[k] as number) > (values[top] as number)) top = k;
    climbFrom(of, grid, top, -Infinity);
    const threshold = best - slack;
    let rivals = 0;
    for (let k = 0; k < values.length && rivals <= mostRivals; k++) {
      if ((values[k] as number) > threshold && k !== top && isLocalMaximum(values, k, grid.rows, grid.columns))
        rivals++;
    }
    if (rivals === 0) return best;
    if (rivals <= mostRivals) {
      climbRivals(of, grid, values, slack, top);
      return best;
    }
    fine.clear();
    fine.add(of, false);
    fine.evaluate();
    let highest = -Infinity;
    let lowest = Infinity;
    for (const value of fine.re) {
      if (value > highest) highest = value;
      if (value < lowest) lowest = value;
    }
    // Near its maximum a function of exponential type σ and range 2R falls no faster than R (1 − cos σδ) (Hörmander 1955).
    const bandLimited = (((highest - lowest) / 2) * (1 - Math.cos(fineTurn))) / Math.cos(fineTurn);
    climbRivals(of, fine, fine.re, Math.min(bandLimited, slack * fineRatio), -1);
    return best;
  }

  /** Climbs from the local maxima of the grid that may belong to a higher peak than the best so far. */
  function climbRivals(of: ShiftPolynomial, on: ShiftGrid, values: Float64Array, slack: number, done: number): void {
    let threshold = best - slack;
    for (let k = 0; k < values.length; k++) {
      if ((values[k] as number) <= threshold || k === done || !isLocalMaximum(values, k, on.rows, on.columns)) continue;
      climbFrom(of, on, k, best);
      threshold = best - slack;
    }
  }

  function climbFrom(of: ShiftPolynomial, on: ShiftGrid, k: number, before: number): void {
    const down = (Math.floor(k / on.columns) * rows) / on.rows;
    const right = ((k % on.columns) * columns) / on.columns;
    const value = of.climb(down, right, largestStep);
    if (value <= before) return;
    best = value;
    bestDown = of.down;
    bestRight = of.right;
  }

  /** The maximum of one pair and its place; the pair's polynomial is left loaded. */
  function alignOne(y: Reals, z: Reals): readonly [value: number, down: number, right: number] {
    const ySpectrum = spectrumOf(y, shape, transform);
    const zSpectrum = spectrumOf(z, shape, transform);
    polynomial.load(ySpectrum, 0, zSpectrum, 0);
    grid.clear();
    grid.add(polynomial, false);
    grid.evaluate();
    const slack = ((slopes(ySpectrum, 1)[0] ?? 0) * (slopes(zSpectrum, 1)[0] ?? 0)) / 2;
    const value = maximum(polynomial, grid.re, slack);
    return [value, bestDown, bestRight];
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

  /** The norm of (half a grid step) · |gradient| of each image. */
  function slopes(spectra: Spectra, count: number): Float64Array {
    return Float64Array.from({ length: count }, (_, i) => {
      let sum = 0;
      for (let k = 0; k < spectra.stride; k++) {
        const place = k % size;
        const down = (2 * Math.PI * shiftFrequency(place % rows, rows)) / rows;
        const right = (2 * Math.PI * shiftFrequency(Math.floor(place / rows), columns)) / columns;
        const turn = (Math.abs(down) * stepDown + Math.abs(right) * stepRight) / 2;
        const at = i * spectra.stride + k;
        sum += ((spectra.re[at] as number) ** 2 + (spectra.im[at] as number) ** 2) * turn * turn;
      }
      return Math.sqrt(sum / size);
    });
  }
}

/** Whether no neighbour on the periodic grid is higher. */
function isLocalMaximum(values: Float64Array, place: number, rows: number, columns: number): boolean {
  const row = Math.floor(place / columns);
  const column = place % columns;
  const value = values[place] as number;
  for (let down = -1; down <= 1; down++) {
    const at = ((row + down + rows) % rows) * columns;
    for (let right = -1; right <= 1; right++) {
      if ((values[at + ((column + right + columns) % columns)] as number) > value) return false;
    }
  }
  return true;
}
