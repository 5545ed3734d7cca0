import { PlaneTransform } from './image-spectrum';
import { shiftFrequency } from './shift-frequency';
import type { ShiftPolynomial } from './shift-polynomial';

/** A finer grid of shifts, on which one or two polynomials are evaluated by one transform. */
export class ShiftGrid {
  readonly transform: PlaneTransform;
  readonly re: Float64Array;
  readonly im: Float64Array;
  /** Where each kept coefficient, and its mirror image, stands in the grid's spectrum. */
  readonly place: Int32Array;
  private readonly mirror: Int32Array;

  constructor(
    polynomial: ShiftPolynomial,
    readonly rows: number,
    readonly columns: number,
  ) {
    const { shape, kept } = polynomial;
    this.transform = new PlaneTransform(rows, columns);
    this.re = new Float64Array(rows * columns);
    this.im = new Float64Array(rows * columns);
    const bin = (frequency: number, size: number): number => (frequency + size) % size;
    const places = (sign: 1 | -1): Int32Array =>
      Int32Array.from({ length: kept }, (_, k) => {
        const right = sign * shiftFrequency(Math.floor(k / shape.rows), shape.columns);
        const down = sign * shiftFrequency(k % shape.rows, shape.rows);
        return bin(right, columns) * rows + bin(down, rows);
      });
    this.place = places(1);
    this.mirror = places(-1);
  }

  clear(): void {
    this.re.fill(0);
    this.im.fill(0);
  }

  /** Adds a polynomial, to the real part of the result or to the imaginary one. */
  add(polynomial: ShiftPolynomial, imaginary: boolean): void {
    const { re, im, place, mirror } = this;
    const { kept } = polynomial;
    for (let k = 0; k < kept; k++) {
      const real = (polynomial.re[k] as number) / 2;
      const imag = (polynomial.im[k] as number) / 2;
      const a = place[k] as number;
      const b = mirror[k] as number;
      if (imaginary) {
        re[a] = (re[a] as number) - imag;
        im[a] = (im[a] as number) + real;
        re[b] = (re[b] as number) + imag;
        im[b] = (im[b] as number) + real;
      } else {
        re[a] = (re[a] as number) + real;
        im[a] = (im[a] as number) + imag;
        re[b] = (re[b] as number) + real;
        im[b] = (im[b] as number) - imag;
      }
    }
  }

  /** From coefficients to values, row by row. */
  evaluate(): void {
    this.transform.inverse(this.re, this.im);
  }
}

/** The next size that transforms fast: a power of two, or three times one. */
export function fastSize(atLeast: number): number {
  const power = 2 ** Math.ceil(Math.log2(Math.max(1, atLeast)));
  return power * 0.75 >= atLeast && power >= 4 ? power * 0.75 : power;
}
