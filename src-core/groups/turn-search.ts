import { besselI0I1 } from './bessel';
import { greatestCommonDivisor, TrigonometricPolynomial } from './trigonometric-polynomial';

const fullTurn = 2 * Math.PI;

/** Finds the best angle for coefficients C_f, and means over all angles. */
export interface TurnSearch {
  readonly re: Float64Array;
  readonly im: Float64Array;
  /** Where the last `maximise` found the maximum: an angle, or a multiple of 2π / rotations. */
  readonly turn: number;
  maximise(): number;
  moments(kappa: number, meanRe: Float64Array, meanIm: Float64Array): number;
}

/**
 * The search for a group of rotations.
 * @param frequencies - the distinct frequencies, ascending
 * @param rotations - how many rotations there are; Infinity for all angles
 */
export function turnSearch(frequencies: readonly number[], rotations: number): TurnSearch {
  const [only] = frequencies;
  if (Number.isFinite(rotations)) return new FiniteSearch(frequencies, rotations);
  return frequencies.length === 1 && only !== undefined ? new SingleSearch(only) : new ContinuousSearch(frequencies);
}

/** One frequency, all angles: the maximum is |C|, and the law on the circle is von Mises'. */
export class SingleSearch implements TurnSearch {
  readonly re = new Float64Array(1);
  readonly im = new Float64Array(1);
  constructor(private readonly frequency: number) {}
  get turn(): number {
    return -Math.atan2(this.im[0] ?? 0, this.re[0] ?? 0) / this.frequency;
  }
  maximise(): number {
    const re = this.re[0] as number;
    const im = this.im[0] as number;
    return Math.sqrt(re * re + im * im);
  }
  moments(kappa: number, meanRe: Float64Array, meanIm: Float64Array): number {
    const length = this.maximise();
    const { logI0, ratio } = besselI0I1(kappa * length);
    meanRe[0] = length === 0 ? 0 : (ratio * (this.re[0] ?? 0)) / length;
    meanIm[0] = length === 0 ? 0 : (-ratio * (this.im[0] ?? 0)) / length;
    return logI0;
  }
}

class ContinuousSearch implements TurnSearch {
  private readonly polynomial: TrigonometricPolynomial;
  readonly re: Float64Array;
  readonly im: Float64Array;
  constructor(frequencies: readonly number[]) {
    this.polynomial = new TrigonometricPolynomial(frequencies);
    this.re = this.polynomial.re;
    this.im = this.polynomial.im;
  }
  get turn(): number {
    return this.polynomial.angle;
  }
  maximise(): number {
    return this.polynomial.maximise();
  }
  moments(kappa: number, meanRe: Float64Array, meanIm: Float64Array): number {
    return this.polynomial.moments(kappa, meanRe, meanIm);
  }
}

/** Finitely many angles: the maximum over a table of them; one frequency needs the nearest of the distinct angles alone. */
class FiniteSearch implements TurnSearch {
  readonly re: Float64Array;
  readonly im: Float64Array;
  private best = 0;
  private readonly cosines: Float64Array;
  private readonly sines: Float64Array;
  /** Turns beyond it repeat the same action. */
  private readonly distinct: number;

  constructor(
    private readonly frequencies: readonly number[],
    private readonly rotations: number,
  ) {
    const count = frequencies.length;
    this.re = new Float64Array(count);
    this.im = new Float64Array(count);
    this.distinct = rotations / frequencies.reduce(greatestCommonDivisor, rotations);
    this.cosines = new Float64Array(this.distinct * count);
    this.sines = new Float64Array(this.distinct * count);
    for (let k = 0; k < this.distinct; k++) {
      frequencies.forEach((frequency, c) => {
        const angle = (fullTurn * ((k * frequency) % rotations)) / rotations;
        this.cosines[k * count + c] = Math.cos(angle);
        this.sines[k * count + c] = Math.sin(angle);
      });
    }
  }

  get turn(): number {
    return this.best;
  }

  maximise(): number {
    const { re, im, cosines, sines, distinct } = this;
    const count = re.length;
    if (count === 1 && distinct > 12) return this.nearest();
    let top = -Infinity;
    for (let k = 0, at = 0; k < distinct; k++) {
      let sum = 0;
      for (let c = 0; c < count; c++, at++)
        sum += (re[c] as number) * (cosines[at] as number) - (im[c] as number) * (sines[at] as number);
      if (k === 0 || sum > top) {
        top = sum;
        this.best = k;
      }
    }
    return top;
  }

  /** Re(C e^{ifφ}) is largest for the f φ nearest to −arg C; f k runs through all multiples of one step. */
  private nearest(): number {
    const re = this.re[0] as number;
    const im = this.im[0] as number;
    const { distinct } = this;
    const target = Math.round((-Math.atan2(im, re) * distinct) / fullTurn);
    if (Number.isNaN(target)) return NaN;
    const multiple = ((target % distinct) + distinct) % distinct;
    const factor = (this.frequencies[0] ?? 1) / greatestCommonDivisor(this.rotations, this.frequencies[0] ?? 1);
    this.best = factor % distinct === 1 ? multiple : solveCongruence(factor, multiple, distinct);
    return re * (this.cosines[this.best] as number) - im * (this.sines[this.best] as number);
  }

  moments(kappa: number, meanRe: Float64Array, meanIm: Float64Array): number {
    const { re, im, cosines, sines, distinct } = this;
    const count = re.length;
    const best = this.maximise();
    let total = 0;
    meanRe.fill(0);
    meanIm.fill(0);
    for (let k = 0; k < distinct; k++) {
      let sum = 0;
      for (let c = 0; c < count; c++)
        sum += (re[c] ?? 0) * (cosines[k * count + c] ?? 0) - (im[c] ?? 0) * (sines[k * count + c] ?? 0);
      const weight = Math.exp(kappa * (sum - best));
      total += weight;
      for (let c = 0; c < count; c++) {
        meanRe[c] = (meanRe[c] ?? 0) + weight * (cosines[k * count + c] ?? 0);
        meanIm[c] = (meanIm[c] ?? 0) + weight * (sines[k * count + c] ?? 0);
      }
    }
    for (let c = 0; c < count; c++) {
      meanRe[c] = (meanRe[c] ?? 0) / total;
      meanIm[c] = (meanIm[c] ?? 0) / total;
    }
    return kappa * best + Math.log(total / distinct);
  }
}

/** The k with factor · k ≡ target modulo `modulus`, for a factor prime to it. */
function solveCongruence(factor: number, target: number, modulus: number): number {
  let [r0, r1] = [factor % modulus, modulus];
  let [s0, s1] = [1, 0];
  while (r1 !== 0) {
    const quotient = Math.floor(r0 / r1);
    [r0, r1] = [r1, r0 - quotient * r1];
    [s0, s1] = [s1, s0 - quotient * s1];
  }
  return Number((((BigInt(s0) * BigInt(target)) % BigInt(modulus)) + BigInt(modulus)) % BigInt(modulus));
}
