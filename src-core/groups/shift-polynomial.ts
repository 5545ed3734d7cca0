import type { ImageShape } from './image-shape';
import type { Spectra } from './image-spectrum';
import { fillPhases, shiftFrequency } from './shift-frequency';

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
  /** Third derivatives, in order: down thrice, twice, once, not at all. */
  readonly twists = new Float64Array(4);
  /** Where the last `climb` ended. */
  down = 0;
  right = 0;

  private readonly rows: number;
  private readonly columns: number;
  private readonly keptColumns: number;
  private readonly rowRe: Float64Array;
  private readonly rowIm: Float64Array;
  private readonly multiplicity: Float64Array;
  /** What sumRows left, eight numbers a column, and for which shift. */
  private readonly sums: Float64Array;
  private summedDown = NaN;

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
    this.sums = new Float64Array(8 * this.keptColumns);
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
    this.summedDown = NaN;
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

  /** Value and derivatives up to the third order at a shift. Shifts that go down by the same part share most of the work. */
  evaluate(down: number, right: number): void {
    if (down !== this.summedDown) this.sumRows(down);
    const { sums, keptColumns, rows, rightFrequency } = this;
    let value = 0;
    let slopeDown = 0;
    let slopeRight = 0;
    let bendDown = 0;
    let bendMixed = 0;
    let bendRight = 0;
    let twist0 = 0;
    let twist1 = 0;
    let twist2 = 0;
    let twist3 = 0;
    const turn = (2 * Math.PI * right) / this.columns;
    const [turnRe, turnIm] = [Math.cos(turn), Math.sin(turn)];
    let cosine = 1;
    let sine = 0;
    for (let column = 0, at = 0; column < keptColumns; column++, at += 8) {
      const x = rightFrequency[column * rows] as number;
      // The first column, and the middle one of an even size, which stays where it is.
      if (x === 0) {
        cosine = 1;
        sine = 0;
      }
      const aRe = sums[at] as number;
      const aIm = sums[at + 1] as number;
      const bRe = sums[at + 2] as number;
      const bIm = sums[at + 3] as number;
      const cRe = sums[at + 4] as number;
      const cIm = sums[at + 5] as number;
      const along = aRe * cosine - aIm * sine;
      const across = aRe * sine + aIm * cosine;
      const tilt = bRe * sine + bIm * cosine;
      value += along;
      slopeRight -= x * across;
      bendRight -= x * x * along;
      slopeDown -= tilt;
      bendMixed -= x * (bRe * cosine - bIm * sine);
      bendDown -= cRe * cosine - cIm * sine;
      twist0 += (sums[at + 6] as number) * sine + (sums[at + 7] as number) * cosine;
      twist1 += x * (cRe * sine + cIm * cosine);
      twist2 += x * x * tilt;
      twist3 += x * x * x * across;
      const next = cosine * turnRe - sine * turnIm;
      sine = cosine * turnIm + sine * turnRe;
      cosine = next;
    }
    this.value = value;
    this.slopeDown = slopeDown;
    this.slopeRight = slopeRight;
    this.bendDown = bendDown;
    this.bendMixed = bendMixed;
    this.bendRight = bendRight;
    const { twists } = this;
    twists[0] = twist0;
    twists[1] = twist1;
    twists[2] = twist2;
    twists[3] = twist3;
  }

  /** Each column's sum over the row frequencies f, and those with the factors f, f² and f³, for a shift down. */
  private sumRows(down: number): void {
    const { re, im, rows, keptColumns, rowRe, rowIm, downFrequency, sums } = this;
    this.summedDown = down;
    fillPhases(rowRe, rowIm, rows, down);
    for (let column = 0, at = 0; column < keptColumns; column++) {
      let aRe = 0;
      let aIm = 0;
      let bRe = 0;
      let bIm = 0;
      let cRe = 0;
      let cIm = 0;
      let dRe = 0;
      let dIm = 0;
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
        const vRe = f * uRe;
        const vIm = f * uIm;
        cRe += vRe;
        cIm += vIm;
        dRe += f * vRe;
        dIm += f * vIm;
      }
      const to = 8 * column;
      sums[to] = aRe;
      sums[to + 1] = aIm;
      sums[to + 2] = bRe;
      sums[to + 3] = bIm;
      sums[to + 4] = cRe;
      sums[to + 5] = cIm;
      sums[to + 6] = dRe;
      sums[to + 7] = dIm;
    }
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

  /** Σ |coefficient|, and with the squared frequencies as factors: bounds of the value and of the second derivatives. */
  bendBounds(): { readonly size: number; readonly down: number; readonly right: number } {
    let size = 0;
    let down = 0;
    let right = 0;
    for (let k = 0; k < this.kept; k++) {
      const length = Math.hypot(this.re[k] as number, this.im[k] as number);
      size += length;
      down += length * (this.downFrequency[k] as number) ** 2;
      right += length * (this.rightFrequency[k] as number) ** 2;
    }
    return { size, down, right };
  }
}
