import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { cholesky, choleskySolve } from '../mathematics/linear-algebra';
import { type Points, type Reals, rowOf } from '../mathematics/points';
import type { RandomStream } from '../mathematics/random-stream';
import { gamma } from '../mathematics/special-functions';
import type { Group } from '../groups/define-group';
import { jacobianAt } from '../spaces/jacobian-at';
import type { Parametrisation } from '../spaces/define-space';
import type { Work } from '../work';
import { unitBallVolume } from './unit-ball-volume';

export interface FiniteSizeRequest {
  readonly parametrisation: Parametrisation;
  readonly group: Group;
  /** Latents at which the law's integral has its value: drawn with a density ∝ p_Q λ^{−2/d}. */
  readonly latents: readonly Float64Array[];
  /** λ, the density of the n points on the quotient, at latents u and x = X(u). */
  readonly density: (u: Reals, x: Reals) => number;
  /** d */
  readonly dimension: number;
  /** The farthest that a nearest point can be. */
  readonly extent: number;
  /** n */
  readonly sizes: readonly number[];
  readonly random: RandomStream;
}

/** Directions about each point, by their angle with the gradient of λ. */
const directions = 12;
const radii = 18;
const largestSize = 2 ** 20;
/** Steps of the integral over r between two radii. */
const substeps = 6;

/**
 * The expected gap of n points over its limit, so far as the variation of their density over the distance to the nearest makes a difference: the mean of
 *
 *   ∫ 2 r exp(−n m(x, r)) dr / (Γ(1 + 2/d) (n λ(x) ω_d)^{−2/d}),   m(x, r) = ω_d ∫₀^r λ̄(x, s) d s^{d−1} ds,
 *
 * λ̄(x, s) the mean of λ at the distance s from x. The law's limit puts λ(x) for λ̄. In the tails of a density a point's nearest neighbours
 * come from where the density is higher, long before the space around it is filled at its own; the ratio is far below 1 then. A boundary and curvature are
 * not counted (spheres are flat, and directions that leave the latents' box are left out): they have conditions of their own. Nothing is measured, so that
 * no error of the law's own constant is hidden.
 *
 * @returns one ratio a size
 */
export async function finiteSizeRatios(request: FiniteSizeRequest, work: Work): Promise<readonly number[]> {
  const { latents, sizes, dimension } = request;
  const cosines = directionCosines(dimension);
  const sums = new Float64Array(sizes.length);
  let used = 0;
  for (const [i, u] of latents.entries()) {
    await work.checkpoint({ step: 'finite sizes', current: i, total: latents.length });
    const mass = massAround(request, cosines, u);
    if (mass === undefined) continue;
    used++;
    sizes.forEach((n, s) => (sums[s] = (sums[s] as number) + localRatio(mass, dimension, n)));
  }
  return Array.from(sums, (sum) => (used === 0 ? 1 : sum / used));
}

interface LocalMass {
  readonly density: number;
  /** Ascending radii, and λ̄ there. */
  readonly radii: Float64Array;
  readonly means: Float64Array;
}

interface Step {
  /** Of the latents. */
  readonly change: Float64Array;
  readonly weight: number;
}

/** λ̄ about the point of latents u; undefined where the parametrisation is singular. */
function massAround(request: FiniteSizeRequest, cosines: readonly Cosine[], u: Float64Array): LocalMass | undefined {
  const { parametrisation, group, density, dimension, extent } = request;
  const x = new Float64Array(group.ambientDimension);
  parametrisation.embed(u, x);
  const here = density(u, x);
  const steps = unitSteps(request, cosines, u, x);
  if (steps === undefined || !(here > 0)) return undefined;
  // From the nearest neighbour among the most points to the ends of the space.
  const least = Math.min(0.1 * extent, Math.pow(largestSize * here * unitBallVolume(dimension), -1 / dimension));
  const scale = Math.log(extent / least) / (radii - 1);
  const [distances, means] = [new Float64Array(radii), new Float64Array(radii)];
  const [moved, y] = [new Float64Array(u.length), new Float64Array(x.length)];
  for (let r = 0; r < radii; r++) {
    const distance = least * Math.exp(scale * r);
    let [sum, inside] = [0, 0];
    for (const { change, weight } of steps) {
      if (!stepTo(parametrisation, u, change, distance, moved)) continue;
      parametrisation.embed(moved, y);
      const there = density(moved, y);
      if (!(there >= 0 && there < Infinity)) continue;
      sum += weight * there;
      inside += weight;
    }
    distances[r] = distance;
    means[r] = inside === 0 ? here : sum / inside;
  }
  return { density: here, radii: distances, means };
}

interface Cosine {
  readonly cosine: number;
  readonly weight: number;
}

/**
 * Cosines with a fixed direction of R^d, with weights, whose mean is that over the sphere: Gauss's quadrature for the weight (1 − c²)^{(d−3)/2}, by the
 * eigenvectors of the recurrence of Gegenbauer's polynomials (Golub & Welsch 1969).
 */
function directionCosines(d: number): readonly Cosine[] {
  if (d === 1) return [-1, 1].map((cosine) => ({ cosine, weight: 0.5 }));
  const lambda = (d - 2) / 2;
  const recurrence = Matrix.zeros(directions, directions);
  for (let k = 1; k < directions; k++) {
    const square = d === 2 && k === 1 ? 0.5 : (k * (k + 2 * lambda - 1)) / (4 * (k + lambda) * (k + lambda - 1));
    recurrence.set(k, k - 1, Math.sqrt(square));
    recurrence.set(k - 1, k, Math.sqrt(square));
  }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(recurrence, { assumeSymmetric: true });
  return realEigenvalues.map((cosine, i) => ({ cosine, weight: eigenvectorMatrix.get(0, i) ** 2 }));
}

/**
 * Changes of the latents that move x by a unit length across the orbits. Their angles with the gradient of λ are those of a quadrature, since in a tail
 * nearly all that a sphere meets lies in the gradient's direction; about it they are random.
 */
function unitSteps(
  { parametrisation, group, density, random }: FiniteSizeRequest,
  cosines: readonly Cosine[],
  u: Float64Array,
  x: Float64Array,
): readonly Step[] | undefined {
  const k = parametrisation.dimension;
  const jacobian = new Float64Array(x.length * k);
  jacobianAt(parametrisation, u, jacobian);
  const metric = new Float64Array(k * k);
  for (let row = 0; row < x.length; row++)
    for (let a = 0; a < k; a++)
      for (let b = 0; b < k; b++)
        metric[a * k + b] =
          (metric[a * k + b] as number) + (jacobian[row * k + a] as number) * (jacobian[row * k + b] as number);
  const factor = cholesky(metric, k);
  if (factor === undefined) return undefined;
  const removed = orthonormalRows(group.tangents(x));
  /** The unit vector of R^D across the orbits, and off `others`, with these derivatives by the latents. */
  const across = (derivatives: Float64Array, others: readonly Float64Array[]): Float64Array | undefined => {
    const vector = pushForward(jacobian, choleskySolve(factor, derivatives, k), x.length);
    const before = Math.hypot(...vector);
    for (const unit of [...removed, ...others]) removePart(vector, unit);
    const length = Math.hypot(...vector);
    return length > 1e-6 * before ? vector.map((value) => value / length) : undefined;
  };
  const atRandom = (others: readonly Float64Array[]): Float64Array | undefined =>
    // Normal in R^D, projected onto the tangents of Ω, is isotropic there.
    across(
      pullBack(
        jacobian,
        Float64Array.from(x, () => random.normal()),
        k,
      ),
      others,
    );
  const along = across(gradientOf(parametrisation, density, u, x), []) ?? atRandom([]);
  if (along === undefined) return undefined;
  return cosines.map(({ cosine, weight }) => {
    const beside = cosine * cosine === 1 ? undefined : atRandom([along]);
    const direction = along.map((value, c) => cosine * value + Math.sqrt(1 - cosine * cosine) * (beside?.[c] ?? 0));
    return { change: choleskySolve(factor, pullBack(jacobian, direction, k), k), weight };
  });
}

/** ∂ log λ/∂u by central differences; 0 where λ is not positive on both sides. */
function gradientOf(
  parametrisation: Parametrisation,
  density: FiniteSizeRequest['density'],
  u: Float64Array,
  x: Float64Array,
): Float64Array {
  const [moved, y] = [Float64Array.from(u), new Float64Array(x.length)];
  return u.map((value, k) => {
    const { from, to } = parametrisation.latents[k] ?? { from: 0, to: 1 };
    const step = 1e-4 * (Number.isFinite(to - from) ? to - from : 1);
    const [above, below] = [1, -1].map((side) => {
      moved[k] = value + side * step;
      parametrisation.embed(moved, y);
      return density(moved, y);
    });
    moved[k] = value;
    const slope = (Math.log(above ?? 0) - Math.log(below ?? 0)) / (2 * step);
    return Number.isFinite(slope) ? slope : 0;
  });
}

function orthonormalRows(rows: Points): readonly Float64Array[] {
  const kept: Float64Array[] = [];
  for (let i = 0; i < rows.count; i++) {
    const row = Float64Array.from(rowOf(rows, i));
    const length = Math.hypot(...row);
    for (const other of kept) removePart(row, other);
    const left = Math.hypot(...row);
    if (left > 1e-9 * length) kept.push(row.map((value) => value / left));
  }
  return kept;
}

/** Takes the part along a unit vector off. */
function removePart(vector: Float64Array, unit: Reals): void {
  let share = 0;
  for (let c = 0; c < vector.length; c++) share += (vector[c] as number) * (unit[c] as number);
  for (let c = 0; c < vector.length; c++) vector[c] = (vector[c] as number) - share * (unit[c] as number);
}

/** Jᵀ v. */
function pullBack(jacobian: Float64Array, vector: Float64Array, k: number): Float64Array {
  const out = new Float64Array(k);
  for (let row = 0; row < vector.length; row++)
    for (let a = 0; a < k; a++)
      out[a] = (out[a] as number) + (jacobian[row * k + a] as number) * (vector[row] as number);
  return out;
}

/** J du. */
function pushForward(jacobian: Float64Array, step: Float64Array, rows: number): Float64Array {
  const k = step.length;
  return Float64Array.from({ length: rows }, (_, row) =>
    step.reduce((sum, value, a) => sum + (jacobian[row * k + a] as number) * value, 0),
  );
}

/** Writes u + distance · step to `out`, around where a latent is periodic; false where that leaves the box. */
function stepTo(
  { latents }: Parametrisation,
  u: Float64Array,
  step: Float64Array,
  distance: number,
  out: Float64Array,
): boolean {
  return latents.every(({ from, to, periodic }, k) => {
    const value = (u[k] as number) + distance * (step[k] as number);
    const period = to - from;
    out[k] = periodic ? value - period * Math.floor((value - from) / period) : value;
    return periodic || (value >= from && value <= to);
  });
}

/** The integral over r by the trapezium rule in log r, with λ̄ linear between the radii; up to the smallest it is λ(x). */
function localRatio({ density, radii: distances, means }: LocalMass, d: number, n: number): number {
  const volume = unitBallVolume(d);
  const least = distances[0] as number;
  let mass = volume * density * Math.pow(least, d);
  let integral = innerPart(n * volume * density, d, least);
  let value = 2 * least * least * Math.exp(-n * mass);
  for (let i = 1; i < distances.length && value > 0; i++) {
    const [r0, r1] = [distances[i - 1] as number, distances[i] as number];
    const [m0, m1] = [means[i - 1] as number, means[i] as number];
    const step = Math.log(r1 / r0) / substeps;
    for (let part = 1; part <= substeps; part++) {
      const outer = r0 * Math.exp(step * part);
      const inner = outer * Math.exp(-step);
      const middle = m0 + ((m1 - m0) * (part - 0.5)) / substeps;
      mass += volume * middle * (Math.pow(outer, d) - Math.pow(inner, d));
      const next = 2 * outer * outer * Math.exp(-n * mass);
      integral += ((value + next) / 2) * step;
      value = next;
    }
  }
  return integral / (gamma(1 + 2 / d) * Math.pow(n * volume * density, -2 / d));
}

/** ∫₀^R 2 r exp(−a r^d) dr, from R e^{−12} on, below which the rest is R² e^{−24}. */
function innerPart(a: number, d: number, end: number): number {
  const steps = 120;
  const step = 12 / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const r = end * Math.exp(-step * i);
    sum += (i === 0 || i === steps ? 0.5 : 1) * 2 * r * r * Math.exp(-a * Math.pow(r, d));
  }
  return sum * step;
}
