import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { Reals } from '../mathematics/points';
import { AssignmentSolver } from './assignment';
import { nuclearNorm } from './nuclear-norm';
import { bestRotation } from './point-rotation-group';

/** Up to so many points all permutations are listed (720). */
export const mostPointsListed = 6;
/** Sign patterns of the principal axes are tried for so many axes. */
const mostAxes = 4;

/** The best permutation found for a pair of clouds, (g z)_i = R z_{order[i]}, and Σ_i ⟨y_i, R z_{order[i]}⟩ for the best R in O(d). */
export interface Match {
  readonly value: number;
  readonly order: Int32Array;
}

/** A cloud with what is computed once for all its pairs. */
export interface PreparedCloud {
  readonly values: Reals;
  /** Principal axes, a column each, row by row; and the points in order of their length. Both empty where not needed. */
  readonly axes: Float64Array;
  readonly byLength: Int32Array;
}

/** Matches clouds of k points of R^d up to order, rotation and reflection. Keeps its scratch from pair to pair. */
export class CloudMatcher {
  private readonly solver: AssignmentSolver;
  private readonly cross: Float64Array;
  private readonly benefit: Float64Array;
  private readonly order: Int32Array;
  private readonly best: Int32Array;
  private readonly counters: Int32Array;

  constructor(
    readonly points: number,
    readonly d: number,
  ) {
    this.solver = new AssignmentSolver(points);
    this.cross = new Float64Array(d * d);
    this.benefit = new Float64Array(points * points);
    this.order = new Int32Array(points);
    this.best = new Int32Array(points);
    this.counters = new Int32Array(points);
  }

  prepare(values: Reals): PreparedCloud {
    const { points, d } = this;
    if (points <= mostPointsListed) return { values, axes: new Float64Array(0), byLength: new Int32Array(0) };
    return { values, axes: principalAxes(values, points, d), byLength: orderByLength(values, points, d) };
  }

  match(y: PreparedCloud, z: PreparedCloud): Match {
    if (this.points <= mostPointsListed) return this.list(y.values, z.values);
    const [best] = this.alternate(y, z);
    if (best === undefined) throw new Error('No start.');
    return best;
  }

  /** The different local maxima that climbing finds, the best first; the best alone where all permutations are listed. */
  matches(y: PreparedCloud, z: PreparedCloud): readonly Match[] {
    return this.points <= mostPointsListed ? [this.list(y.values, z.values)] : this.alternate(y, z);
  }

  /** All permutations by Heap's exchanges (The Computer Journal 6, 1963), each of which changes the cross matrix by rank one. */
  private list(y: Reals, z: Reals): Match {
    const { points, d, cross, order, best, counters } = this;
    for (let i = 0; i < points; i++) {
      order[i] = i;
      counters[i] = 0;
    }
    this.fillCross(y, z, order);
    let value = nuclearNorm(cross, 0, d, d, false);
    best.set(order);
    for (let i = 1; i < points;) {
      if ((counters[i] as number) >= i) {
        counters[i++] = 0;
        continue;
      }
      const other = i % 2 === 0 ? 0 : (counters[i] as number);
      const a = order[i] as number;
      const b = order[other] as number;
      order[i] = b;
      order[other] = a;
      let squares = 0;
      for (let p = 0; p < d; p++) {
        const difference = (y[i * d + p] as number) - (y[other * d + p] as number);
        for (let q = 0; q < d; q++) {
          const next =
            (cross[p * d + q] as number) + difference * ((z[b * d + q] as number) - (z[a * d + q] as number));
          cross[p * d + q] = next;
          squares += next * next;
        }
      }
      // The sum of d singular values is at most √d times the root of their squares' sum.
      if (d * squares > value * value) {
        const candidate = nuclearNorm(cross, 0, d, d, false);
        if (candidate > value) {
          value = candidate;
          best.set(order);
        }
      }
      counters[i] = (counters[i] as number) + 1;
      i = 1;
    }
    this.fillCross(y, z, best);
    return { value: nuclearNorm(cross, 0, d, d, false), order: best.slice() };
  }

  /**
   * Best permutation for a rotation, best rotation for a permutation, in turns until nothing rises (iterative closest points,
   * Besl & McKay 1992), from the principal axes with every sign and from the points in order of their length. The starts do not
   * depend on how the clouds are turned or numbered.
   */
  private alternate(
    { values: y, axes: yAxes, byLength: yOrder }: PreparedCloud,
    { values: z, axes: zAxes, byLength: zOrder }: PreparedCloud,
  ): readonly Match[] {
    const { points, d } = this;
    const found: Match[] = [];
    const take = (start: Int32Array): void => {
      const value = this.climb(y, z, start);
      const { order } = this;
      if (!found.some((match) => match.order.every((from, to) => from === order[to])))
        found.push({ value, order: order.slice() });
    };
    const byLength = new Int32Array(points);
    yOrder.forEach((point, rank) => (byLength[point] = zOrder[rank] ?? 0));
    take(byLength);
    const rotation = new Float64Array(d * d);
    for (let signs = 0; signs < 1 << Math.min(d, mostAxes); signs++) {
      for (let a = 0; a < d; a++) {
        for (let b = 0; b < d; b++) {
          let sum = 0;
          for (let axis = 0; axis < d; axis++)
            sum += ((signs >> axis) & 1 ? -1 : 1) * (yAxes[a * d + axis] as number) * (zAxes[b * d + axis] as number);
          rotation[a * d + b] = sum;
        }
      }
      this.assign(y, z, rotation);
      take(this.solver.columnOfRow);
    }
    return found.sort((a, b) => b.value - a.value);
  }

  /** From a permutation upwards; the last one is left in `order`. */
  private climb(y: Reals, z: Reals, start: Int32Array): number {
    const { d, cross, order } = this;
    order.set(start);
    this.fillCross(y, z, order);
    let value = nuclearNorm(cross, 0, d, d, false);
    for (let iteration = 0; iteration < 100; iteration++) {
      this.assign(y, z, polarFactor(cross, d));
      this.fillCross(y, z, this.solver.columnOfRow);
      const next = nuclearNorm(cross, 0, d, d, false);
      if (next <= value * (1 + 1e-13)) break;
      value = next;
      order.set(this.solver.columnOfRow);
    }
    return value;
  }

  private assign(y: Reals, z: Reals, rotation: Float64Array): void {
    const { points, d, benefit } = this;
    for (let j = 0; j < points; j++) {
      for (let i = 0; i < points; i++) benefit[i * points + j] = 0;
      for (let a = 0; a < d; a++) {
        let turned = 0;
        for (let b = 0; b < d; b++) turned += (rotation[a * d + b] as number) * (z[j * d + b] as number);
        for (let i = 0; i < points; i++)
          benefit[i * points + j] = (benefit[i * points + j] as number) + turned * (y[i * d + a] as number);
      }
    }
    this.solver.solve(benefit);
  }

  private fillCross(y: Reals, z: Reals, order: Int32Array): void {
    const { points, d, cross } = this;
    cross.fill(0);
    for (let i = 0; i < points; i++) {
      const from = (order[i] as number) * d;
      for (let a = 0; a < d; a++) {
        for (let b = 0; b < d; b++)
          cross[a * d + b] = (cross[a * d + b] as number) + (y[i * d + a] as number) * (z[from + b] as number);
      }
    }
  }
}

/** The orthogonal polar factor U Vᵀ of A, by Newton's iteration R ← (R + R^{−T}) / 2 (Higham 1986) for d = 3 and A not nearly singular. */
function polarFactor(a: Float64Array, d: number): Float64Array {
  if (d !== 3) return bestRotation(a, d, true);
  let size = 0;
  for (const value of a) size += value * value;
  size = Math.sqrt(size);
  const r = a.map((value) => value / size);
  for (let iteration = 0; iteration < 30; iteration++) {
    const [r0 = 0, r1 = 0, r2 = 0, r3 = 0, r4 = 0, r5 = 0, r6 = 0, r7 = 0, r8 = 0] = r;
    const c0 = r4 * r8 - r5 * r7;
    const c1 = r5 * r6 - r3 * r8;
    const c2 = r3 * r7 - r4 * r6;
    const det = r0 * c0 + r1 * c1 + r2 * c2;
    if (!(Math.abs(det) > 1e-6)) return bestRotation(a, d, true);
    const cofactors = [
      c0,
      c1,
      c2,
      r2 * r7 - r1 * r8,
      r0 * r8 - r2 * r6,
      r1 * r6 - r0 * r7,
      r1 * r5 - r2 * r4,
      r2 * r3 - r0 * r5,
      r0 * r4 - r1 * r3,
    ];
    let change = 0;
    for (let k = 0; k < 9; k++) {
      const next = ((r[k] as number) + (cofactors[k] as number) / det) / 2;
      change = Math.max(change, Math.abs(next - (r[k] as number)));
      r[k] = next;
    }
    if (change < 1e-9) return r;
  }
  return bestRotation(a, d, true);
}

function orderByLength(x: Reals, points: number, d: number): Int32Array {
  const lengths = Array.from({ length: points }, (_, p) => Math.hypot(...x.subarray(p * d, (p + 1) * d)));
  return Int32Array.from(lengths.map((_, p) => p).sort((p, q) => (lengths[p] ?? 0) - (lengths[q] ?? 0)));
}

/** Eigenvectors of Σ x xᵀ, as columns, in order of their eigenvalues. */
function principalAxes(x: Reals, points: number, d: number): Float64Array {
  const scatter = Matrix.zeros(d, d);
  for (let p = 0; p < points; p++) {
    for (let a = 0; a < d; a++) {
      for (let b = 0; b < d; b++) scatter.set(a, b, scatter.get(a, b) + (x[p * d + a] ?? 0) * (x[p * d + b] ?? 0));
    }
  }
  // The decomposition would never end on numbers that are not finite.
  if (!scatter.to1DArray().every(Number.isFinite)) return new Float64Array(d * d).fill(NaN);
  return Float64Array.from(
    new EigenvalueDecomposition(scatter, { assumeSymmetric: true }).eigenvectorMatrix.to1DArray(),
  );
}
