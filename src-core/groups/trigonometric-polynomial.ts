/** Where κ times p's rounding is larger, the density's peak is narrower than can be told. */
const widestRounding = 1e-2;
/** Of p's values, relative to the sum of its coefficients. */
const rounding = 1e-15;

/**
 * p(θ) = Σ_c Re(C_c e^{i f_c θ}) with fixed frequencies f_c > 0 and changing coefficients C_c: its global maximum, and
 * means under a density ∝ exp(κ p). One instance is used for many polynomials and keeps its tables and scratch.
 */
export class TrigonometricPolynomial {
  /** Angle at which the last `maximise` found the maximum. */
  angle = 0;
  readonly re: Float64Array;
  readonly im: Float64Array;
  private readonly frequencies: Float64Array;
  /** All frequencies are multiples of it, so that p has period 2π / divisor. */
  private readonly divisor: number;
  private readonly nodes: number;
  private readonly cosines: Float64Array;
  private readonly sines: Float64Array;
  private readonly grid: Float64Array;
  private value = 0;
  private slope = 0;
  private bend = 0;
  private best = 0;
  private size = 0;
  private bound2 = 0;
  private bound3 = 0;
  private tolerance = 0;

  constructor(frequencies: readonly number[]) {
    const count = frequencies.length;
    this.re = new Float64Array(count);
    this.im = new Float64Array(count);
    this.divisor = frequencies.reduce(greatestCommonDivisor, 0);
    this.frequencies = Float64Array.from(frequencies, (frequency) => frequency / this.divisor);
    this.nodes = Math.max(16, 8 * Math.max(...this.frequencies));
    this.grid = new Float64Array(this.nodes);
    this.cosines = new Float64Array(this.nodes * count);
    this.sines = new Float64Array(this.nodes * count);
    for (let k = 0; k < this.nodes; k++) {
      this.frequencies.forEach((frequency, c) => {
        this.cosines[k * count + c] = Math.cos((2 * Math.PI * k * frequency) / this.nodes);
        this.sines[k * count + c] = Math.sin((2 * Math.PI * k * frequency) / this.nodes);
      });
    }
  }

  /**
   * The global maximum of p for the coefficients in `re` and `im`; its place is left in `angle`. Certain up to rounding:
   * a cell of the grid is dropped only if p(centre) + |p′| w + sup|p″| w²/2 stays below what was found, and a cell on which
   * p is concave is finished by Newton's iteration.
   */
  maximise(): number {
    const { re, im, frequencies, nodes, cosines, sines, grid } = this;
    const count = frequencies.length;
    let size = 0;
    let bound2 = 0;
    let bound3 = 0;
    for (let c = 0; c < count; c++) {
      const f = frequencies[c] as number;
      const length = Math.sqrt((re[c] as number) ** 2 + (im[c] as number) ** 2);
      size += length;
      bound2 += f * f * length;
      bound3 += f * f * f * length;
    }
    this.size = size;
    this.bound2 = bound2;
    this.bound3 = bound3;
    this.tolerance = 4e-15 * size;
    this.angle = 0;
    if (!Number.isFinite(size)) return NaN;
    let top = 0;
    let topValue = -Infinity;
    for (let k = 0, at = 0; k < nodes; k++) {
      let sum = 0;
      for (let c = 0; c < count; c++, at++)
        sum += (re[c] as number) * (cosines[at] as number) - (im[c] as number) * (sines[at] as number);
      grid[k] = sum;
      if (sum > topValue) {
        topValue = sum;
        top = k;
      }
    }
    const step = (2 * Math.PI) / nodes;
    const half = step / 2;
    this.best = topValue;
    this.angle = (top * step) / this.divisor;
    if (size === 0) return topValue;
    this.search(top * step, half, 0);
    const slack = (bound2 * half * half) / 2;
    for (let k = 0; k < nodes; k++) {
      if (k !== top && (grid[k] as number) + slack > this.best + this.tolerance) this.search(k * step, half, 0);
    }
    return this.best;
  }

  /** The moments E e^{i f_c θ} under the density ∝ exp(κ p), written to `meanRe` and `meanIm`; returns log of the mean of exp(κ p). */
  moments(kappa: number, meanRe: Float64Array, meanIm: Float64Array): number {
    const best = this.maximise();
    if (!(kappa * this.size * rounding < widestRounding)) return this.momentsAtPeak(kappa, best, meanRe, meanIm);
    const width = 1 / Math.sqrt(kappa * this.bound2 + 1e-300);
    const step = (2 * Math.PI) / this.nodes;
    const levels = Math.max(1, Math.ceil(Math.log2(step / (0.5 * width))));
    meanRe.fill(0);
    meanIm.fill(0);
    let total = 0;
    for (let k = 0; k < this.nodes; k++) total += this.gather(k * step, step / 2, levels, kappa, best, meanRe, meanIm);
    for (let c = 0; c < meanRe.length; c++) {
      meanRe[c] = (meanRe[c] ?? 0) / total;
      meanIm[c] = (meanIm[c] ?? 0) / total;
    }
    return kappa * best + Math.log(total / (this.nodes * 2 ** levels));
  }

  /** All weight at the maximum, and Laplace's approximation of the mean of exp(κ p); NaN where the coefficients are not finite. */
  private momentsAtPeak(kappa: number, best: number, meanRe: Float64Array, meanIm: Float64Array): number {
    const theta = Number.isNaN(best) ? NaN : this.angle * this.divisor;
    for (let c = 0; c < meanRe.length; c++) {
      meanRe[c] = Math.cos((this.frequencies[c] ?? 0) * theta);
      meanIm[c] = Math.sin((this.frequencies[c] ?? 0) * theta);
    }
    this.evaluate(theta);
    const width = this.bend < 0 ? -0.5 * (Math.log(2 * Math.PI) + Math.log(kappa) + Math.log(-this.bend)) : 0;
    return kappa * best + Math.min(0, width);
  }

  private evaluate(theta: number): void {
    let value = 0;
    let slope = 0;
    let bend = 0;
    for (let c = 0; c < this.frequencies.length; c++) {
      const f = this.frequencies[c] as number;
      const cosine = Math.cos(f * theta);
      const sine = Math.sin(f * theta);
      const along = (this.re[c] as number) * cosine - (this.im[c] as number) * sine;
      const across = (this.re[c] as number) * sine + (this.im[c] as number) * cosine;
      value += along;
      slope -= f * across;
      bend -= f * f * along;
    }
    this.value = value;
    this.slope = slope;
    this.bend = bend;
  }

  private search(centre: number, half: number, depth: number): void {
    this.evaluate(centre);
    this.keep(centre);
    const { value, slope, bend } = this;
    if (value + Math.abs(slope) * half + (this.bound2 * half * half) / 2 <= this.best + this.tolerance) return;
    if (bend + this.bound3 * half < 0) {
      this.climb(centre, half);
      return;
    }
    if (depth > 40) return;
    this.search(centre - half / 2, half / 2, depth + 1);
    this.search(centre + half / 2, half / 2, depth + 1);
  }

  /** Newton's iteration on a cell where p is concave, kept inside the cell. */
  private climb(centre: number, half: number): void {
    let theta = centre;
    for (let iteration = 0; iteration < 30; iteration++) {
      const step = -this.slope / this.bend;
      const next = Math.min(centre + half, Math.max(centre - half, theta + step));
      const moved = Math.abs(next - theta);
      theta = next;
      this.evaluate(theta);
      this.keep(theta);
      if (moved < 1e-9) return;
    }
  }

  private keep(theta: number): void {
    if (this.value <= this.best) return;
    this.best = this.value;
    this.angle = theta / this.divisor;
  }

  /** Midpoint rule with 2^levels nodes in a cell, without the parts whose weight is below e^{−40}. */
  private gather(
    centre: number,
    half: number,
    levels: number,
    kappa: number,
    best: number,
    meanRe: Float64Array,
    meanIm: Float64Array,
  ): number {
    this.evaluate(centre);
    const { value, slope } = this;
    if (levels === 0) {
      const weight = Math.exp(kappa * (value - best));
      for (let c = 0; c < meanRe.length; c++) {
        meanRe[c] = (meanRe[c] ?? 0) + weight * Math.cos((this.frequencies[c] ?? 0) * centre);
        meanIm[c] = (meanIm[c] ?? 0) + weight * Math.sin((this.frequencies[c] ?? 0) * centre);
      }
      return weight;
    }
    const bound = value + Math.abs(slope) * half + (this.bound2 * half * half) / 2;
    if (kappa * (best - bound) > 40) return 0;
    return (
      this.gather(centre - half / 2, half / 2, levels - 1, kappa, best, meanRe, meanIm) +
      this.gather(centre + half / 2, half / 2, levels - 1, kappa, best, meanRe, meanIm)
    );
  }
}

/** The greatest common divisor of two whole numbers; gcd(0, b) = b. */
export function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
