import type { ImageShape } from './image-shape';
import type { Spectra } from './image-spectrum';
import { PlaneTransform } from './image-spectrum';

/**
 * s ↦ ⟨y, z shifted by s⟩ for real shifts s = (down, right) in pixels: the trigonometric polynomial whose coefficients are the
 * cross-spectrum of two images. Only half of the spectrum is kept, since the images are real. The frequency N/2 of an even
 * size N counts as frequency 0: it cannot be shifted by a part of a pixel by a real orthogonal map, so it stays where it is.
 */
export class ShiftPolynomial {
  /** Kept coefficients, [column frequency ≥ 0][row frequency], with their multiplicities. */
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly kept: number;
  /** Radians a pixel of each kept coefficient. */
  readonly downFrequency: Float64Array;
  readonly rightFrequency: Float64Array;

  value = 0;
  slopeDown = 0;
  slopeRight = 0;
  bendDown = 0;
  bendMixed = 0;
  bendRight = 0;
  /** Where the last `climb` ended. */
  down = 0;
  right = 0;

  private readonly rows: number;
  private readonly columns: number;
  private readonly keptColumns: number;
  private readonly rowRe: Float64Array;
  private readonly rowIm: Float64Array;
  private readonly multiplicity: Float64Array;

  constructor(readonly shape: ImageShape) {
    const { rows, columns } = shape;
    this.rows = rows;
    this.columns = columns;
    this.keptColumns = Math.floor(columns / 2) + 1;
    this.kept = this.keptColumns * rows;
    this.re = new Float64Array(this.kept);
    this.im = new Float64Array(this.kept);
    this.rowRe = new Float64Array(rows);
    this.rowIm = new Float64Array(rows);
    const columnOf = (k: number): number => Math.floor(k / rows);
    this.downFrequency = Float64Array.from(this.re, (_, k) => (2 * Math.PI * shiftFrequency(k % rows, rows)) / rows);
    this.rightFrequency = Float64Array.from(
      this.re,
      (_, k) => (2 * Math.PI * shiftFrequency(columnOf(k), columns)) / columns,
    );
    this.multiplicity = Float64Array.from(
      this.re,
      (_, k) => (columnOf(k) === 0 || 2 * columnOf(k) === columns ? 1 : 2) / (rows * columns),
    );
  }

  /** Takes the coefficients of a pair of images. */
  load(y: Spectra, yIndex: number, z: Spectra, zIndex: number): void {
    const { re, im, kept, multiplicity, rows, columns } = this;
    const size = rows * columns;
    for (let channel = 0; channel < y.stride; channel += size) {
      let a = yIndex * y.stride + channel;
      let b = zIndex * z.stride + channel;
      for (let k = 0; k < kept; k++, a++, b++) {
        const yr = y.re[a] as number;
        const yi = y.im[a] as number;
        const zr = z.re[b] as number;
        const zi = z.im[b] as number;
        const share = multiplicity[k] as number;
        const real = share * (yr * zr + yi * zi);
        const imaginary = share * (yi * zr - yr * zi);
        re[k] = channel === 0 ? real : (re[k] as number) + real;
        im[k] = channel === 0 ? imaginary : (im[k] as number) + imaginary;
      }
    }
  }

  /** Value, gradient and second derivatives at a shift. */
  evaluate(down: number, right: number): void {
    const { re, im, rows, keptColumns, rowRe, rowIm, downFrequency, rightFrequency } = this;
    fillPhases(rowRe, rowIm, rows, down);
    let value = 0;
    let slopeDown = 0;
    let slopeRight = 0;
    let bendDown = 0;
    let bendMixed = 0;
    let bendRight = 0;
    for (let column = 0, at = 0; column < keptColumns; column++) {
      let aRe = 0;
      let aIm = 0;
      let bRe = 0;
      let bIm = 0;
      let cRe = 0;
      let cIm = 0;
      const x = rightFrequency[at] as number;
      for (let row = 0; row < rows; row++, at++) {
        const pRe = re[at] as number;
        const pIm = im[at] as number;
        const wRe = rowRe[row] as number;
        const wIm = rowIm[row] as number;
        const tRe = pRe * wRe - pIm * wIm;
        const tIm = pRe * wIm + pIm * wRe;
        const f = downFrequency[row] as number;
        aRe += tRe;
        aIm += tIm;
        const uRe = f * tRe;
        const uIm = f * tIm;
        bRe += uRe;
        bIm += uIm;
        cRe += f * uRe;
        cIm += f * uIm;
      }
      const cosine = Math.cos(x * right);
      const sine = Math.sin(x * right);
      const along = aRe * cosine - aIm * sine;
      const across = aRe * sine + aIm * cosine;
      value += along;
      slopeRight -= x * across;
      bendRight -= x * x * along;
      slopeDown -= bRe * sine + bIm * cosine;
      bendMixed -= x * (bRe * cosine - bIm * sine);
      bendDown -= cRe * cosine - cIm * sine;
    }
    this.value = value;
    this.slopeDown = slopeDown;
    this.slopeRight = slopeRight;
    this.bendDown = bendDown;
    this.bendMixed = bendMixed;
    this.bendRight = bendRight;
  }

  /**
   * Newton's iteration towards a maximum, with the second derivatives' eigenvalues made negative, and shorter steps where the
   * value would fall. Returns the value; its place is left in `down` and `right`.
   */
  climb(down: number, right: number, largestStep: number): number {
    this.evaluate(down, right);
    this.down = down;
    this.right = right;
    let best = this.value;
    for (let iteration = 0; iteration < 40; iteration++) {
      const middle = (this.bendDown + this.bendRight) / 2;
      const spread = Math.hypot((this.bendDown - this.bendRight) / 2, this.bendMixed);
      const scale = Math.max(Math.abs(middle + spread), Math.abs(middle - spread));
      if (scale === 0) return best;
      const angle = 0.5 * Math.atan2(2 * this.bendMixed, this.bendDown - this.bendRight);
      const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
      const first =
        (cosine * this.slopeDown + sine * this.slopeRight) / Math.max(Math.abs(middle + spread), 1e-6 * scale);
      const second =
        (cosine * this.slopeRight - sine * this.slopeDown) / Math.max(Math.abs(middle - spread), 1e-6 * scale);
      let stepDown = cosine * first - sine * second;
      let stepRight = sine * first + cosine * second;
      const length = Math.hypot(stepDown, stepRight);
      if (length < 1e-9) return best;
      const shorten = Math.min(1, largestStep / length);
      stepDown *= shorten;
      stepRight *= shorten;
      for (let halving = 0; ; halving++) {
        this.evaluate(this.down + stepDown, this.right + stepRight);
        if (this.value > best) break;
        if (halving === 20 || length < 1e-7) return best;
        stepDown /= 2;
        stepRight /= 2;
      }
      best = this.value;
      this.down += stepDown;
      this.right += stepRight;
      // Quadratic convergence: the next step would be of the order of the square of this one.
      if (Math.hypot(stepDown, stepRight) < 1e-6) return best;
    }
    return best;
  }

  /** Σ |coefficient| · frequency² for shifts down and to the right: bounds of the second derivatives. */
  bendBounds(): { readonly down: number; readonly right: number } {
    let down = 0;
    let right = 0;
    for (let k = 0; k < this.kept; k++) {
      const length = Math.hypot(this.re[k] as number, this.im[k] as number);
      down += length * (this.downFrequency[k] as number) ** 2;
      right += length * (this.rightFrequency[k] as number) ** 2;
    }
    return { down, right };
  }
}

/** The frequency of the k-th of n coefficients: −n/2 < f < n/2, and 0 for n/2 itself. */
export function shiftFrequency(k: number, n: number): number {
  if (2 * k === n) return 0;
  return 2 * k < n ? k : k - n;
}

/** e^{i f θ} for the frequencies f of n coefficients, θ = 2π shift / n. */
function fillPhases(re: Float64Array, im: Float64Array, n: number, shift: number): void {
  const theta = (2 * Math.PI * shift) / n;
  const stepRe = Math.cos(theta);
  const stepIm = Math.sin(theta);
  let waveRe = 1;
  let waveIm = 0;
  re[0] = 1;
  im[0] = 0;
  for (let k = 1; 2 * k < n; k++) {
    const next = waveRe * stepRe - waveIm * stepIm;
    waveIm = waveRe * stepIm + waveIm * stepRe;
    waveRe = next;
    re[k] = waveRe;
    im[k] = waveIm;
    re[n - k] = waveRe;
    im[n - k] = -waveIm;
  }
  if (n % 2 === 0) {
    re[n / 2] = 1;
    im[n / 2] = 0;
  }
}

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
