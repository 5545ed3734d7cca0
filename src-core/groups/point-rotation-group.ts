import type { Points, Reals } from '../mathematics/points';
import { zeroPoints } from '../mathematics/points';
import { cloudEquivariants } from './cloud-equivariants';
import { turnedCloud } from './cloud-symmetry';
import type { Group } from './define-group';
import { rotationText } from './describe-rotation';
import { inRange } from './factorial';
import { multiplyTransposed, rowsPerBlock } from './inner-products';
import { nuclearNorm, properSvd } from './nuclear-norm';
import { planarTensors } from './planar-tensors';
import type { TurnedPlane } from './planes';
import { rankOf } from './rank';
import { multiplyMatrices, planeRotation, randomOrthogonal, transposeMatrix, unitMatrix } from './rotation-matrices';
import { rotatedPointsVolume } from './rotated-points-volume';
import { largestExactDimension, rotationMoments } from './rotation-moments';

/**
 * SO(d), or O(d) with `reflections`, acting on every one of k points of R^d alike. An element is the d × d matrix, row by row.
 * With the cross matrix A = Σ_p y_p z_pᵀ, ⟨y, R z⟩ = Σ_ab R_ab A_ab (Kabsch, Acta Cryst. A32, 1976).
 */
export function pointRotationGroup(points: number, d: number, reflections: boolean): Group {
  const ambientDimension = points * d;
  const dimension = (d * (d - 1)) / 2;
  const axes = Array.from({ length: d }, (_, a) =>
    Array.from({ length: d - 1 - a }, (_unused, b) => [a, a + 1 + b] as const),
  ).flat();

  const tangents = (x: Reals): Points => {
    const rows = zeroPoints(dimension, ambientDimension);
    axes.forEach(([a, b], row) => {
      for (let p = 0; p < points; p++) {
        rows.values[row * ambientDimension + p * d + a] = -(x[p * d + b] ?? 0);
        rows.values[row * ambientDimension + p * d + b] = x[p * d + a] ?? 0;
      }
    });
    return rows;
  };

  const equivariants = cloudEquivariants(points, d, reflections);
  const cloud = turnedCloud(points, d, reflections);

  return {
    ambientDimension,
    order: Infinity,
    dimension,
    elementSize: d * d,
    exact: true,
    exactMean: d <= largestExactDimension,
    identity: () => unitMatrix(d),
    compose: (g, h) => multiplyMatrices(g, h, d),
    inverse: (g) => transposeMatrix(g, d),
    sample: (random) => randomOrthogonal(random, d, reflections),
    act: (g, x, out) => {
      turnPoints(g, x, out, points, d);
    },
    align: (y, z, out) => {
      alignClouds(y, z, out, points, d, !reflections);
    },
    alignPair(y, z) {
      const cross = crossMatrix(y, z, points, d);
      return { value: nuclearNorm(cross, 0, d, d, !reflections), element: bestRotation(cross, d, reflections) };
    },
    ...(d === 2
      ? planarTensors({ ambientDimension, planes: pointsAsPlanes(points), rotations: Infinity, reflections })
      : {}),
    orbitDimension: (x) => rankOf(tangents(x), x),
    tangents,
    volume: inRange(rotationVolume(d) * (reflections ? 2 : 1)),
    orbitVolume: (x) => rotatedPointsVolume(x, points, d, reflections),
    genericStabiliser: stabiliser(points, d, reflections),
    posteriorMean(y, z, kappa, out) {
      const mean = new Float64Array(d * d);
      const log = meanRotation(crossMatrix(y, z, points, d), d, reflections, kappa, mean);
      turnPoints(mean, z, out, points, d);
      return log;
    },
    ...(points === 1
      ? { canonical: { dimension: 1, map: (x: Reals, out: Float64Array) => void (out[0] = Math.hypot(...x)) } }
      : {}),
    ...(equivariants === undefined ? {} : { equivariants }),
    ...(cloud === undefined ? {} : { cloud }),
    describe: (g) => rotationText(g, d),
    ...(reflections
      ? { steps: [{ label: 'Reflection', count: 2, element: (step: number) => lastReflected(d, step) }] }
      : {}),
    get sliders() {
      return axes.map(([a, b]) => ({
        label: d === 2 ? 'Angle' : `Angle in the plane of axes ${String(a + 1)} and ${String(b + 1)}`,
        period: 2 * Math.PI,
        element: (value: number) => planeRotation(d, a, b, value),
      }));
    },
  };
}

/** The unit matrix, or the one that reflects the last direction. */
export function lastReflected(d: number, step: number): Float64Array {
  const matrix = unitMatrix(d);
  if (step === 1) matrix[d * d - 1] = -1;
  return matrix;
}

/** Points of the plane, each turned by the angle itself. */
function pointsAsPlanes(points: number): readonly TurnedPlane[] {
  return Array.from({ length: points }, (_, p) => ({ first: 2 * p, second: 2 * p + 1, frequency: 1 }));
}

/** Applies a d × d matrix to every point. */
export function turnPoints(matrix: Float64Array, x: Reals, out: Float64Array, points: number, d: number): void {
  for (let p = 0; p < points; p++) {
    for (let a = 0; a < d; a++) {
      let sum = 0;
      for (let b = 0; b < d; b++) sum += (matrix[a * d + b] as number) * (x[p * d + b] as number);
      out[p * d + a] = sum;
    }
  }
}

/** A = Σ_p y_p z_pᵀ. */
export function crossMatrix(y: Reals, z: Reals, points: number, d: number): Float64Array {
  const cross = new Float64Array(d * d);
  for (let p = 0; p < points; p++) {
    for (let a = 0; a < d; a++) {
      for (let b = 0; b < d; b++)
        cross[a * d + b] = (cross[a * d + b] as number) + (y[p * d + a] as number) * (z[p * d + b] as number);
    }
  }
  return cross;
}

/**
 * The R that maximises Σ R_ab A_ab: U Vᵀ, and for rotations alone U diag(1, …, 1, det U Vᵀ) Vᵀ, whose reflected direction is that of the least
 * singular value (Umeyama, "Least-squares estimation of transformation parameters between two point patterns", IEEE PAMI 13, 1991).
 */
export function bestRotation(cross: Float64Array, d: number, reflections: boolean): Float64Array {
  const { u, s, v } = properSvd(cross, d);
  const last = reflections && (s[d - 1] ?? 0) < 0 ? -1 : 1;
  const out = new Float64Array(d * d);
  for (let a = 0; a < d; a++) {
    for (let b = 0; b < d; b++) {
      let sum = 0;
      for (let k = 0; k < d; k++) sum += (k === d - 1 ? last : 1) * u.get(a, k) * v.get(b, k);
      out[a * d + b] = sum;
    }
  }
  return out;
}

/** E[R] under the density ∝ exp(κ Σ R_ab A_ab), written to `mean`; returns log of the mean of exp(κ Σ R_ab A_ab). */
export function meanRotation(
  cross: Float64Array,
  d: number,
  reflections: boolean,
  kappa: number,
  mean: Float64Array,
): number {
  const { u, s, v } = properSvd(cross, d);
  const scaled = s.map((value) => kappa * value);
  const diagonal = new Float64Array(d);
  let log = rotationMoments(scaled, diagonal);
  if (reflections) {
    // The other half of O(d): R = U Q D Vᵀ with Q a rotation and D the reflection of the last direction.
    const reflected = scaled.slice();
    reflected[d - 1] = -(reflected[d - 1] ?? 0);
    const other = new Float64Array(d);
    const otherLog = rotationMoments(reflected, other);
    other[d - 1] = -(other[d - 1] ?? 0);
    const highest = Math.max(log, otherLog);
    const [weight, otherWeight] = [Math.exp(log - highest), Math.exp(otherLog - highest)];
    for (let k = 0; k < d; k++)
      diagonal[k] = (weight * (diagonal[k] ?? 0) + otherWeight * (other[k] ?? 0)) / (weight + otherWeight);
    log = highest + Math.log((weight + otherWeight) / 2);
  }
  for (let a = 0; a < d; a++) {
    for (let b = 0; b < d; b++) {
      let sum = 0;
      for (let k = 0; k < d; k++) sum += u.get(a, k) * (diagonal[k] ?? 0) * v.get(b, k);
      mean[a * d + b] = sum;
    }
  }
  return log;
}

function alignClouds(y: Points, z: Points, out: Float64Array, points: number, d: number, signed: boolean): void {
  const left = byCoordinate(y, points, d);
  const right = byCoordinate(z, points, d);
  const stride = z.count * d;
  const blockRows = rowsPerBlock(d * stride);
  const cross = new Float64Array(blockRows * d * stride);
  for (let from = 0; from < y.count; from += blockRows) {
    const rows = Math.min(blockRows, y.count - from);
    const part = left.subarray(from * points * d, (from + rows) * points * d);
    multiplyTransposed(part, right, rows * d, stride, points, cross);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < z.count; j++)
        out[(from + i) * z.count + j] = nuclearNorm(cross, i * d * stride + j * d, stride, d, signed);
    }
  }
}

/** Each cloud as d rows of k numbers. */
function byCoordinate(clouds: Points, points: number, d: number): Float64Array {
  const out = new Float64Array(clouds.values.length);
  for (let i = 0; i < clouds.count; i++) {
    const at = i * points * d;
    for (let p = 0; p < points; p++)
      for (let a = 0; a < d; a++) out[at + a * points + p] = clouds.values[at + p * d + a] as number;
  }
  return out;
}

/** Volume of SO(d) with unit-speed plane rotations orthonormal: the product of the spheres' areas |S¹| … |S^{d−1}|. */
function rotationVolume(d: number): number {
  let volume = 1;
  for (let sphere = 1, area = 2 * Math.PI, previous = 2; sphere < d; sphere++) {
    volume *= area;
    [area, previous] = [(2 * Math.PI * previous) / sphere, area];
  }
  return volume;
}

function stabiliser(points: number, d: number, reflections: boolean): number {
  if (points >= d) return 1;
  if (points === d - 1) return reflections ? 2 : 1;
  return Infinity;
}
