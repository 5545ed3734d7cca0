import type { ImageShape } from './image-shape';
import type { Spectra } from './image-spectrum';
import { shiftFrequency } from './shift-frequency';

/** |⟨frequency, δ⟩| at each place of the images' spectrum, for δ along both diagonals of a box of shifts. */
export type DiagonalWeights = readonly [Float64Array, Float64Array];

/** Norms of images from which bounds of their correlations follow: two numbers an image, for both diagonals. */
export interface ShiftNorms {
  readonly length: Float64Array;
  /** ‖w ŷ‖ and ‖w² ŷ‖ with the diagonals' weights w. */
  readonly bend: Float64Array;
  readonly quartic: Float64Array;
}

/** The weights of a box with the given half sides in pixels. */
export function diagonalWeights({ rows, columns }: ImageShape, halfDown: number, halfRight: number): DiagonalWeights {
  const weightsOf = (sign: 1 | -1): Float64Array =>
    Float64Array.from({ length: rows * columns }, (_, k) => {
      const down = (2 * Math.PI * shiftFrequency(k % rows, rows)) / rows;
      const right = (2 * Math.PI * shiftFrequency(Math.floor(k / rows), columns)) / columns;
      return Math.abs(down * halfDown + sign * right * halfRight);
    });
  return [weightsOf(1), weightsOf(-1)];
}

/** The norms of all images of the given spectra. */
export function shiftNorms(spectra: Spectra, diagonals: DiagonalWeights): ShiftNorms {
  const [{ length: size }] = diagonals;
  const count = spectra.re.length / spectra.stride;
  const [length, bend, quartic] = [new Float64Array(count), new Float64Array(2 * count), new Float64Array(2 * count)];
  diagonals.forEach((weights, diagonal) => {
    for (let i = 0; i < count; i++) {
      let [zeroth, second, fourth] = [0, 0, 0];
      for (let k = 0, at = i * spectra.stride; k < spectra.stride; k++, at++) {
        const w = weights[k % size] as number;
        const square = (spectra.re[at] as number) ** 2 + (spectra.im[at] as number) ** 2;
        zeroth += square;
        second += w * w * square;
        fourth += w * w * w * w * square;
      }
      length[i] = Math.sqrt(zeroth / size);
      bend[2 * i + diagonal] = Math.sqrt(second / size);
      quartic[2 * i + diagonal] = Math.sqrt(fourth / size);
    }
  });
  return { length, bend, quartic };
}

/** The product of the i-th image's norm with the j-th one's, for the diagonal for which it is larger. */
export function largerProduct(y: Float64Array, i: number, z: Float64Array, j: number): number {
  return Math.max((y[2 * i] as number) * (z[2 * j] as number), (y[2 * i + 1] as number) * (z[2 * j + 1] as number));
}
