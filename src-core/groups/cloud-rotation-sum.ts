import type { Reals } from '../mathematics/points';
import { gaussLegendre } from './gauss-legendre';
import { multiplyTransposed } from './inner-products';
import { permutationMean } from './permutation-mean';
import { turnPoints } from './point-rotation-group';
import { multiplyMatrices, planeRotation } from './rotation-matrices';

interface RotationNode {
  readonly rotation: Float64Array;
  /** The weights of all nodes add up to 1. */
  readonly weight: number;
}

/**
 * The posterior mean over permutations and O(d), d = 2 or 3, as a sum over rotations and reflections of the mean over permutations, which is
 * exact up to 12 points. The nodes integrate all polynomials of the rotation's entries up to a degree that grows like the square root
 * of the exponent's size, beyond which exp has no more than about 10⁻⁹ of its mass (the decay of the Bessel functions I_n(x) in n).
 */
export function cloudRotationSum(
  y: Reals,
  z: Reals,
  points: number,
  d: 2 | 3,
  kappa: number,
  out: Float64Array,
): number {
  const left = Float64Array.from(y);
  const turned = new Float64Array(z.length);
  const benefit = new Float64Array(points * points);
  const shares = new Float64Array(points * points);
  out.fill(0);
  let top = -Infinity;
  let total = 0;
  for (const { rotation, weight } of nodesOf(d, degreeFor(kappa * lengthOf(y) * lengthOf(z)))) {
    turnPoints(rotation, z, turned, points, d);
    multiplyTransposed(left, turned, points, points, d, benefit);
    const log = permutationMean(benefit, points, kappa, shares);
    if (log > top) {
      const shrink = Math.exp(top - log);
      total *= shrink;
      for (let k = 0; k < out.length; k++) out[k] = (out[k] ?? 0) * shrink;
      top = log;
    }
    const share = weight * Math.exp(log - top);
    total += share;
    for (let i = 0; i < points; i++) {
      for (let j = 0; j < points; j++) {
        const part = share * (shares[i * points + j] as number);
        for (let c = 0; c < d; c++) out[i * d + c] = (out[i * d + c] as number) + part * (turned[j * d + c] as number);
      }
    }
  }
  for (let k = 0; k < out.length; k++) out[k] = (out[k] ?? 0) / total;
  return top + Math.log(total);
}

/** How many nodes the sum takes. */
export function rotationNodeCount(y: Reals, z: Reals, d: number, kappa: number): number {
  const degree = degreeFor(kappa * lengthOf(y) * lengthOf(z));
  return d === 2 ? 2 * (degree + 1) : 2 * (degree + 1) ** 2 * (Math.floor(degree / 2) + 1);
}

function degreeFor(size: number): number {
  return Math.ceil(4 + 5 * Math.sqrt(size));
}

function* nodesOf(d: 2 | 3, degree: number): Iterable<RotationNode> {
  const turns = Array.from({ length: degree + 1 }, (_, k) => planeRotation(d, 0, 1, (2 * Math.PI * k) / (degree + 1)));
  const flip = planeRotation(d, 0, 1, 0);
  flip[d * d - 1] = -1;
  for (const { rotation, weight } of d === 2 ? inPlane(turns) : inSpace(turns, degree)) {
    yield { rotation, weight: weight / 2 };
    yield { rotation: multiplyMatrices(rotation, flip, d), weight: weight / 2 };
  }
}

function* inPlane(turns: readonly Float64Array[]): Iterable<RotationNode> {
  for (const rotation of turns) yield { rotation, weight: 1 / turns.length };
}

/** Euler's angles: equal steps of the first and the last, Gauss–Legendre in the cosine of the middle one. */
function* inSpace(turns: readonly Float64Array[], degree: number): Iterable<RotationNode> {
  const { nodes, weights } = gaussLegendre(Math.floor(degree / 2) + 1);
  for (const [k, cosine] of nodes.entries()) {
    const tilt = planeRotation(3, 1, 2, Math.acos(cosine));
    const weight = (weights[k] ?? 0) / 2 / turns.length ** 2;
    for (const first of turns) {
      const tilted = multiplyMatrices(first, tilt, 3);
      for (const last of turns) yield { rotation: multiplyMatrices(tilted, last, 3), weight };
    }
  }
}

function lengthOf(x: Reals): number {
  let squares = 0;
  for (const value of x) squares += value * value;
  return Math.sqrt(squares);
}
