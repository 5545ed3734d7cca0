import { cubicBound, quadraticMaximum } from './box-bounds';
import type { Spectra } from './image-spectrum';
import { fastSize, ShiftGrid } from './shift-grid';
import type { DiagonalWeights, ShiftNorms } from './shift-norms';
import { diagonalWeights, largerProduct, shiftNorms } from './shift-norms';
import type { ShiftPolynomial } from './shift-polynomial';

/** How much finer than the pixels the grid is on which the maximum is first looked for. */
const refinement = 1.5;
/** Where more of its points than these come into question, a finer grid tells most of them apart at once. */
const mostCells = 150;
/** Cells are halved so often; then, at about a thirtieth of a pixel, climbing finds what there is (as on ridges of equal maxima). */
const mostHalvings = 3;
/** Relative to the product of the images' lengths: rounding. */
const rounding = 1e-13;

/**
 * The global maximum of correlations of images of one shape over all shifts, by branch and bound on the cells around the points of a
 * grid. A cell is a box of half a step in each direction. Along a path δ inside it, with w = |⟨frequency, δ⟩|, the second and fourth
 * derivatives are at most |p″| ≤ ‖w ŷ‖ ‖w ẑ‖ and |p⁗| ≤ ‖w² ŷ‖ ‖w² ẑ‖, by Cauchy–Schwarz, since p's coefficients are products of the
 * images' own. Squared, these norms are convex in δ, so that they are largest for one of the box's two diagonals.
 *
 * The gradient vanishes at the maximum p*, so the grid point of its cell has a value of p* − sup |p″| / 2 at least: cells of lower
 * values are dropped. Of the others, one is dropped if Taylor's polynomial of third order and the bound of the fourth order's rest
 * stay below what was found, or if it is near a maximum that was climbed already: with the Hessian's eigenvalues ≤ −λ there, in half
 * steps, and a cubic term of at most c, p is no higher within r half steps where −λ r²/2 + c r³ + sup |p⁗| r⁴/24 ≤ 0. What is left is
 * climbed or quartered.
 */
export class ShiftMaximum {
  readonly grid: ShiftGrid;
  /** Where the last maximum stands. */
  down = 0;
  right = 0;

  private readonly fine: ShiftGrid;
  /** Half a step of the first grid, in pixels; 0 along an axis that cannot be shifted. */
  private readonly halfDown: number;
  private readonly halfRight: number;
  /** Steps of the finer grid to those of the first. */
  private readonly fineScale: number;
  /** Highest frequency times half a step of the finer grid, summed over the directions: at most π/4. */
  private readonly fineTurn: number;
  private readonly weights: DiagonalWeights;
  private readonly peaks: { down: number; right: number; reach: number }[] = [];
  private best = 0;
  private quartic = 0;
  private tolerance = 0;

  constructor(polynomial: ShiftPolynomial) {
    const { rows, columns } = polynomial.shape;
    const gridOf = (factor: number): ShiftGrid =>
      new ShiftGrid(polynomial, rows > 2 ? fastSize(factor * rows) : 1, columns > 2 ? fastSize(factor * columns) : 1);
    this.grid = gridOf(refinement);
    this.fine = gridOf(4);
    this.halfDown = rows > 2 ? rows / this.grid.rows / 2 : 0;
    this.halfRight = columns > 2 ? columns / this.grid.columns / 2 : 0;
    this.fineScale = Math.max(
      rows > 2 ? this.grid.rows / this.fine.rows : 0,
      columns > 2 ? this.grid.columns / this.fine.columns : 0,
    );
    this.fineTurn =
      Math.PI * (Math.floor((rows - 1) / 2) / this.fine.rows + Math.floor((columns - 1) / 2) / this.fine.columns);
    this.weights = diagonalWeights(polynomial.shape, this.halfDown, this.halfRight);
  }

  /** The norms of all images of the given spectra. */
  normsOf(spectra: Spectra): ShiftNorms {
    return shiftNorms(spectra, this.weights);
  }

  /**
   * The maximum of the i-th image's correlation with the j-th one; its place is left in `down` and `right`.
   * @param of - the correlation
   * @param values - its values on `grid`
   */
  find(of: ShiftPolynomial, values: Float64Array, y: ShiftNorms, i: number, z: ShiftNorms, j: number): number {
    const slack = largerProduct(y.bend, i, z.bend, j) / 2;
    this.quartic = largerProduct(y.quartic, i, z.quartic, j);
    this.tolerance = rounding * (y.length[i] as number) * (z.length[j] as number);
    this.peaks.length = 0;
    this.best = -Infinity;
    const { grid } = this;
    const top = placeOfLargest(values);
    const [topDown, topRight] = this.shiftOf(grid, top);
    this.climb(of, topDown, topRight);
    let cells = 0;
    for (let k = 0; k < values.length && cells <= mostCells; k++) {
      if (!((values[k] as number) + slack > this.best + this.tolerance)) continue;
      const [down, right] = this.shiftOf(grid, k);
      if (!this.isCovered(down, right, 1)) cells++;
    }
    if (cells <= mostCells) this.visitCells(of, grid, values, slack, 1);
    else this.findOnFineGrid(of, slack);
    return this.best;
  }

  private findOnFineGrid(of: ShiftPolynomial, slack: number): void {
    const { fine, fineTurn, fineScale } = this;
    fine.clear();
    fine.add(of, false);
    fine.evaluate();
    const [down, right] = this.shiftOf(fine, placeOfLargest(fine.re));
    if (!this.isCovered(down, right, fineScale)) this.climb(of, down, right);
    let highest = -Infinity;
    let lowest = Infinity;
    for (const value of fine.re) {
      if (value > highest) highest = value;
      if (value < lowest) lowest = value;
    }
    // Near its maximum a function of exponential type σ and range 2R falls no faster than R (1 − cos σδ) (Hörmander 1955).
    const bandLimited = (((highest - lowest) / 2) * (1 - Math.cos(fineTurn))) / Math.cos(fineTurn);
    this.visitCells(of, fine, fine.re, Math.min(bandLimited, slack * fineScale * fineScale), fineScale);
  }

  /** @param scale - the grid's steps, relative to those of the first grid */
  private visitCells(of: ShiftPolynomial, on: ShiftGrid, values: Float64Array, slack: number, scale: number): void {
    for (let k = 0; k < values.length; k++) {
      if (!((values[k] as number) + slack > this.best + this.tolerance)) continue;
      const [down, right] = this.shiftOf(on, k);
      this.visit(of, down, right, scale, mostHalvings);
    }
  }

  private visit(of: ShiftPolynomial, down: number, right: number, scale: number, halvings: number): void {
    if (this.isCovered(down, right, scale)) return;
    of.evaluate(down, right);
    const a = scale * this.halfDown;
    const b = scale * this.halfRight;
    const [g, h] = [a * of.slopeDown, b * of.slopeRight];
    const [p, q, r] = [a * a * of.bendDown, a * b * of.bendMixed, b * b * of.bendRight];
    const rest = cubicBound(of.twists, a, b) + (this.quartic * scale ** 4) / 24;
    if (of.value + quadraticMaximum(g, h, p, q, r) + rest <= this.best + this.tolerance) return;
    const determinant = p * r - q * q;
    const concave = p + r < 0 && (determinant > 0 || a * b === 0);
    // Newton's step, if it ends in the box: no use to climb from elsewhere.
    const near =
      a * b === 0
        ? Math.abs(g + h) <= -(p + r)
        : Math.abs(q * h - r * g) <= determinant && Math.abs(q * g - p * h) <= determinant;
    if (halvings === 0 || (concave && near)) {
      this.climb(of, down, right);
      if (halvings === 0 || this.isCovered(down, right, scale)) return;
    }
    for (const s of a > 0 ? [-0.5, 0.5] : [0]) {
      for (const t of b > 0 ? [-0.5, 0.5] : [0]) this.visit(of, down + s * a, right + t * b, scale / 2, halvings - 1);
    }
  }

  /** Climbs to a maximum and notes how far around it nothing is higher. */
  private climb(of: ShiftPolynomial, down: number, right: number): void {
    const { halfDown, halfRight } = this;
    const value = of.climb(down, right, 2 * Math.max(halfDown, halfRight));
    if (value > this.best || this.best === -Infinity) {
      this.best = value;
      this.down = of.down;
      this.right = of.right;
    }
    of.evaluate(of.down, of.right);
    const [p, q, r] = [halfDown ** 2 * of.bendDown, halfDown * halfRight * of.bendMixed, halfRight ** 2 * of.bendRight];
    const largest = halfDown * halfRight === 0 ? p + r : (p + r) / 2 + Math.hypot((p - r) / 2, q);
    if (!(largest < 0)) return;
    const cubic = cubicBound(of.twists, halfDown, halfRight);
    const fourth = this.quartic / 24;
    const reach = -largest / (cubic + Math.sqrt(cubic * cubic - 2 * fourth * largest));
    if (reach > 2 ** -mostHalvings) this.peaks.push({ down: of.down, right: of.right, reach });
  }

  private isCovered(down: number, right: number, scale: number): boolean {
    const { halfDown, halfRight, grid } = this;
    for (const peak of this.peaks) {
      const reach = peak.reach - scale;
      if (
        distance(down - peak.down, 2 * halfDown * grid.rows) <= reach * halfDown &&
        distance(right - peak.right, 2 * halfRight * grid.columns) <= reach * halfRight
      )
        return true;
    }
    return false;
  }

  private shiftOf(on: ShiftGrid, place: number): readonly [down: number, right: number] {
    const { halfDown, halfRight, grid } = this;
    return [
      (Math.floor(place / on.columns) * 2 * halfDown * grid.rows) / on.rows,
      ((place % on.columns) * 2 * halfRight * grid.columns) / on.columns,
    ];
  }
}

function placeOfLargest(values: Float64Array): number {
  let top = 0;
  for (let k = 1; k < values.length; k++) if ((values[k] as number) > (values[top] as number)) top = k;
  return top;
}

/** |difference| on a circle; 0 where the period is 0. */
function distance(difference: number, period: number): number {
  return period === 0 ? 0 : Math.abs(difference - period * Math.round(difference / period));
}
