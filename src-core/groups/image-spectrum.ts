import type { Points, Reals } from '../mathematics/points';
import { FourierTransform } from './fourier-transform';
import type { ImageShape } from './image-shape';

/**
 * Two-dimensional transforms of images of one shape, with preallocated scratch. Spectra stand as [column frequency][row
 * frequency], so that the inverse ends row by row without a last transposition of the input.
 */
export class PlaneTransform {
  readonly size: number;
  private readonly alongRows: FourierTransform;
  private readonly alongColumns: FourierTransform;
  private readonly workRe: Float64Array;
  private readonly workIm: Float64Array;

  constructor(
    readonly rows: number,
    readonly columns: number,
  ) {
    this.size = rows * columns;
    this.alongRows = new FourierTransform(rows, columns);
    this.alongColumns = new FourierTransform(columns, rows);
    this.workRe = new Float64Array(this.size);
    this.workIm = new Float64Array(this.size);
  }

  /** [row][column] → [column frequency][row frequency], in place. */
  forward(re: Float64Array, im: Float64Array): void {
    this.both(re, im, this.alongRows, this.rows, this.alongColumns, this.columns);
  }

  /** [column frequency][row frequency] → [row][column], in place, without the factor 1 / size. */
  inverse(re: Float64Array, im: Float64Array): void {
    this.both(im, re, this.alongColumns, this.columns, this.alongRows, this.rows);
  }

  /** Transforms the leading axis, exchanges the axes, transforms the other; the result ends where the input stood. */
  private both(
    re: Float64Array,
    im: Float64Array,
    leading: FourierTransform,
    count: number,
    trailing: FourierTransform,
    other: number,
  ): void {
    const { workRe, workIm } = this;
    const inWork = leading.transform(re, im, workRe, workIm);
    const [fromRe, fromIm, toRe, toIm] = inWork ? [workRe, workIm, re, im] : [re, im, workRe, workIm];
    transpose(fromRe, count, other, toRe);
    transpose(fromIm, count, other, toIm);
    const backAgain = trailing.transform(toRe, toIm, fromRe, fromIm);
    if (backAgain === inWork) {
      re.set(workRe);
      im.set(workIm);
    }
  }
}

function transpose(from: Float64Array, rows: number, columns: number, to: Float64Array): void {
  for (let r = 0; r < rows; r++) {
    for (let c = 0, at = r * columns; c < columns; c++, at++) to[c * rows + r] = from[at] as number;
  }
}

/** Spectra of images: `size` complex numbers a channel, channel by channel, image by image. */
export interface Spectra {
  readonly re: Float64Array;
  readonly im: Float64Array;
  /** Numbers of one image: rows · columns · channels. */
  readonly stride: number;
}

/** The spectra of all channels of all images. */
export function spectraOf(
  points: Pick<Points, 'count' | 'values'>,
  shape: ImageShape,
  transform: PlaneTransform,
): Spectra {
  const { channels } = shape;
  const { size } = transform;
  const stride = size * channels;
  const re = new Float64Array(points.count * stride);
  const im = new Float64Array(points.count * stride);
  for (let i = 0; i < points.count; i++) {
    for (let c = 0; c < channels; c++) {
      const at = i * stride + c * size;
      for (let k = 0; k < size; k++) re[at + k] = points.values[i * stride + k * channels + c] as number;
      transform.forward(re.subarray(at, at + size), im.subarray(at, at + size));
    }
  }
  return { re, im, stride };
}

/** The spectra of one image. */
export function spectrumOf(x: Reals, shape: ImageShape, transform: PlaneTransform): Spectra {
  return spectraOf({ count: 1, values: x }, shape, transform);
}

/**
 * The cross-spectra P, Q of an image with two others as P + iQ: since both correlations are real, they come out as the real and
 * the imaginary part of one inverse transform.
 */
export function crossSpectrumOfTwo(
  y: Spectra,
  yIndex: number,
  z: Spectra,
  zIndex: number,
  size: number,
  re: Float64Array,
  im: Float64Array,
): void {
  const scale = 1 / size;
  const { stride } = y;
  for (let from = 0; from < stride; from += size) {
    let a = yIndex * stride + from;
    let b = zIndex * stride + from;
    let c = b + stride;
    for (let k = 0; k < size; k++, a++, b++, c++) {
      const yr = scale * (y.re[a] as number);
      const yi = scale * (y.im[a] as number);
      // Ŷ (conj Ẑ₁ + i conj Ẑ₂)
      const zr = (z.re[b] as number) + (z.im[c] as number);
      const zi = (z.re[c] as number) - (z.im[b] as number);
      const real = yr * zr - yi * zi;
      const imaginary = yr * zi + yi * zr;
      re[k] = from === 0 ? real : (re[k] as number) + real;
      im[k] = from === 0 ? imaginary : (im[k] as number) + imaginary;
    }
  }
}

/** The cross-spectrum Σ_channels Ŷ conj(Ẑ) / size, whose inverse transform is s ↦ ⟨y, z shifted by s⟩. */
export function crossSpectrum(
  y: Spectra,
  yIndex: number,
  z: Spectra,
  zIndex: number,
  size: number,
  re: Float64Array,
  im: Float64Array,
): void {
  const scale = 1 / size;
  const { stride } = y;
  let a = yIndex * stride;
  let b = zIndex * stride;
  for (let k = 0; k < size; k++, a++, b++) {
    const yr = y.re[a] as number;
    const yi = y.im[a] as number;
    const zr = z.re[b] as number;
    const zi = z.im[b] as number;
    re[k] = scale * (yr * zr + yi * zi);
    im[k] = scale * (yi * zr - yr * zi);
  }
  for (let from = size; from < stride; from += size) {
    a = yIndex * stride + from;
    b = zIndex * stride + from;
    for (let k = 0; k < size; k++, a++, b++) {
      const yr = y.re[a] as number;
      const yi = y.im[a] as number;
      const zr = z.re[b] as number;
      const zi = z.im[b] as number;
      re[k] = (re[k] as number) + scale * (yr * zr + yi * zi);
      im[k] = (im[k] as number) + scale * (yi * zr - yr * zi);
    }
  }
}
