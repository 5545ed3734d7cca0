import { shiftFrequency } from './shift-frequency';
import { fastSize, ShiftGrid } from './shift-grid';
import type { ShiftPolynomial } from './shift-polynomial';

/** E e^{−i⟨frequency, s⟩} at each place of the images' spectrum, and log of the mean of exp(κ p). */
interface ShiftMean {
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly log: number;
}

/** Larger grids than this a side, and than four points a pixel, are no longer summed whole. */
const largestGrid = 512;
/** Where κ times the polynomial's rounding is larger, the density's peak is narrower than can be told. */
const widestRounding = 1e-2;
/** Of the polynomial's value, relative to the sum of its coefficients. */
const rounding = 1e-15;
/** Weights below e^{−32} of the largest are left out. */
const negligible = 32;
/** A pixel is divided at least so often: the grid's four points. */
const fewestHalvings = 2;
/** Steps in a width of the narrowest possible peak; the trapezoidal rule's error is e^{−2π² · 1.5²} then. */
const stepsInWidth = 1.5;

/**
 * Means over all shifts s under the density ∝ exp(κ p(s)), by the trapezoidal rule, which converges exponentially for periodic
 * analytic functions once its step is about two thirds of the width of the density's peaks. A grid over everything by one transform
 * for small κ; for large κ the parts of the finer grid near the peaks alone, found by bounds on squares that are halved.
 *
 * @param p - the polynomial, loaded
 * @param peak - its maximum, and where it stands
 * @param grids - grids already made for images of this shape, by size; added to
 */
export function shiftMean(
  p: ShiftPolynomial,
  kappa: number,
  peak: { readonly best: number; readonly down: number; readonly right: number },
  grids: Map<string, ShiftGrid>,
): ShiftMean {
  const { rows, columns } = p.shape;
  const bounds = p.bendBounds();
  if (!(kappa * bounds.size * rounding < widestRounding)) return atPeak(p, kappa, peak);
  const across = (period: number, bend: number): number =>
    period > 2 ? Math.max(4 * period, stepsInWidth * period * Math.sqrt(kappa * bend)) : 1;
  const gridRows = fastSize(across(rows, bounds.down));
  const gridColumns = fastSize(across(columns, bounds.right));
  if (
    gridRows > Math.max(largestGrid, fastSize(4 * rows)) ||
    gridColumns > Math.max(largestGrid, fastSize(4 * columns))
  )
    return nearPeaks(p, kappa, peak, bounds);
  const size = `${String(gridRows)}×${String(gridColumns)}`;
  const grid = grids.get(size) ?? new ShiftGrid(p, gridRows, gridColumns);
  grids.set(size, grid);
  return overGrid(p, kappa, grid);
}

/** All weight at the peak, and Laplace's approximation of the mean of exp(κ p); NaN where the images are. */
function atPeak(
  p: ShiftPolynomial,
  kappa: number,
  { best, down, right }: { readonly best: number; readonly down: number; readonly right: number },
): ShiftMean {
  const { rows, columns } = p.shape;
  const re = new Float64Array(rows * columns);
  const im = new Float64Array(rows * columns);
  addWaves(rows, columns, down, right, Number.isNaN(best) ? NaN : 1, re, im);
  p.evaluate(down, right);
  const bend =
    rows > 2 && columns > 2 ? p.bendDown * p.bendRight - p.bendMixed ** 2 : -(rows > 2 ? p.bendDown : p.bendRight);
  const axes = rows > 2 && columns > 2 ? 2 : 1;
  const share = (2 * Math.PI) ** (axes / 2) / ((rows > 2 ? rows : 1) * (columns > 2 ? columns : 1)) / Math.sqrt(bend);
  const width = bend > 0 ? Math.log(share) - (axes / 2) * Math.log(kappa) : 0;
  return { re, im, log: kappa * best + Math.min(0, width) };
}

function overGrid(p: ShiftPolynomial, kappa: number, grid: ShiftGrid): ShiftMean {
  const { rows, columns } = p.shape;
  const { rows: gridRows, columns: gridColumns } = grid;
  grid.clear();
  grid.add(p, false);
  grid.evaluate();
  const count = grid.re.length;
  const highest = grid.re.reduce((most, value) => Math.max(most, value), -Infinity);
  let total = 0;
  for (let k = 0; k < count; k++) {
    const weight = Math.exp(kappa * ((grid.re[k] as number) - highest));
    grid.re[k] = weight;
    total += weight;
  }
  grid.im.fill(0);
  grid.transform.forward(grid.re, grid.im);
  const re = new Float64Array(rows * columns);
  const im = new Float64Array(rows * columns);
  for (let k = 0; k < re.length; k++) {
    const right = (shiftFrequency(Math.floor(k / rows), columns) + gridColumns) % gridColumns;
    const down = (shiftFrequency(k % rows, rows) + gridRows) % gridRows;
    re[k] = (grid.re[right * gridRows + down] as number) / total;
    im[k] = (grid.im[right * gridRows + down] as number) / total;
  }
  return { re, im, log: kappa * highest + Math.log(total / count) };
}

function nearPeaks(
  p: ShiftPolynomial,
  kappa: number,
  peak: { readonly best: number; readonly down: number; readonly right: number },
  bounds: { readonly down: number; readonly right: number },
): ShiftMean {
  const { rows, columns } = p.shape;
  const { best } = peak;
  p.evaluate(peak.down, peak.right);
  // The density's own width where it is largest, but not below what the bounds allow.
  const levelsOf = (period: number, bound: number, bend: number): number => {
    if (period <= 2) return 0;
    const steepest = Math.min(bound, Math.max(2 * Math.abs(bend), 1e-3 * bound));
    return Math.max(fewestHalvings, Math.ceil(Math.log2(stepsInWidth * Math.sqrt(kappa * steepest))));
  };
  const levelsDown = levelsOf(rows, bounds.down, p.bendDown);
  const levelsRight = levelsOf(columns, bounds.right, p.bendRight);
  const nodesDown: number[] = [];
  const nodesRight: number[] = [];
  const values: number[] = [];
  let highest = best;

  /** Halves the sides as often as each axis needs: none along which nothing changes. */
  const visit = (down: number, right: number, halfDown: number, halfRight: number, a: number, b: number): void => {
    p.evaluate(down, right);
    if (a === 0 && b === 0) {
      nodesDown.push(down);
      nodesRight.push(right);
      values.push(p.value);
      highest = Math.max(highest, p.value);
      return;
    }
    const reach = Math.sqrt(bounds.down) * halfDown + Math.sqrt(bounds.right) * halfRight;
    const bound = p.value + Math.abs(p.slopeDown) * halfDown + Math.abs(p.slopeRight) * halfRight + (reach * reach) / 2;
    if (kappa * (best - bound) > negligible) return;
    const [quarterDown, quarterRight] = [a > 0 ? halfDown / 2 : halfDown, b > 0 ? halfRight / 2 : halfRight];
    for (const s of a > 0 ? [-quarterDown, quarterDown] : [0]) {
      for (const t of b > 0 ? [-quarterRight, quarterRight] : [0])
        visit(down + s, right + t, quarterDown, quarterRight, Math.max(0, a - 1), Math.max(0, b - 1));
    }
  };
  const [halfDown, halfRight] = [rows > 2 ? 0.5 : 0, columns > 2 ? 0.5 : 0];
  for (let r = 0; r < (rows > 2 ? rows : 1); r++) {
    for (let c = 0; c < (columns > 2 ? columns : 1); c++) visit(r, c, halfDown, halfRight, levelsDown, levelsRight);
  }

  const weights = values.map((value) => Math.exp(kappa * (value - highest)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const cells = (rows > 2 ? rows : 1) * (columns > 2 ? columns : 1) * 2 ** (levelsDown + levelsRight);
  const re = new Float64Array(rows * columns);
  const im = new Float64Array(rows * columns);
  weights.forEach((weight, node) => {
    const share = weight / total;
    if (share < 1e-17) return;
    addWaves(rows, columns, nodesDown[node] ?? 0, nodesRight[node] ?? 0, share, re, im);
  });
  return { re, im, log: kappa * highest + Math.log(total / cells) };
}

/** Adds share · e^{−i⟨frequency, s⟩} at each place of the spectrum. */
function addWaves(
  rows: number,
  columns: number,
  down: number,
  right: number,
  share: number,
  re: Float64Array,
  im: Float64Array,
): void {
  const waves = (n: number, shift: number): { readonly re: Float64Array; readonly im: Float64Array } => {
    const angle = (k: number): number => (-2 * Math.PI * shiftFrequency(k, n) * shift) / n;
    return {
      re: Float64Array.from({ length: n }, (_, k) => Math.cos(angle(k))),
      im: Float64Array.from({ length: n }, (_, k) => Math.sin(angle(k))),
    };
  };
  const rowWaves = waves(rows, down);
  const columnWaves = waves(columns, right);
  for (let c = 0, at = 0; c < columns; c++) {
    const cRe = share * (columnWaves.re[c] as number);
    const cIm = share * (columnWaves.im[c] as number);
    for (let r = 0; r < rows; r++, at++) {
      const rRe = rowWaves.re[r] as number;
      const rIm = rowWaves.im[r] as number;
      re[at] = (re[at] as number) + cRe * rRe - cIm * rIm;
      im[at] = (im[at] as number) + cRe * rIm + cIm * rRe;
    }
  }
}
