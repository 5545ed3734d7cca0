import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { degreesText, signed } from './describe-element';
import { signOfDeterminant } from './rotation-matrices';

/** Angles below this (radians) are rounding. */
const noAngle = 1e-6;

/**
 * An orthogonal d × d matrix for people: its angle; in three dimensions its axis too; in more the angles of all planes that it turns. A reflection is
 * told as the rotation that is left of it: of the second axis for d = 2, through the origin for d = 3, of one direction beyond.
 */
export function rotationText(matrix: Float64Array, d: number): string {
  const proper = signOfDeterminant(matrix, d) > 0;
  if (d === 2) {
    const angle = degreesText(Math.atan2(matrix[2] ?? 0, matrix[0] ?? 0));
    return proper ? `turned by ${angle}` : `reflected, then turned by ${angle}`;
  }
  if (d === 3) {
    const turned = spatialText(proper ? matrix : matrix.map((value) => -value));
    return proper ? turned : `inverted through the origin, then ${turned}`;
  }
  const angles = planeAngles(matrix, d, proper);
  const turned =
    angles.length === 0 ? 'not turned' : `turned by ${angles.map(degreesText).join(', ')} in as many planes`;
  return proper ? turned : `reflected in one direction and ${turned}`;
}

/** The angle in [0°, 180°] and the axis of a proper rotation of space. */
function spatialText(m: Float64Array): string {
  const at = (row: number, column: number): number => m[row * 3 + column] ?? 0;
  const skew = [at(2, 1) - at(1, 2), at(0, 2) - at(2, 0), at(1, 0) - at(0, 1)];
  const sine = Math.hypot(...skew);
  const angle = Math.atan2(sine, at(0, 0) + at(1, 1) + at(2, 2) - 1);
  if (angle < noAngle) return 'not turned';
  // Near half a turn the skew part vanishes: the axis is then in the symmetric part (R + I)/2 = a aᵀ.
  const row = [0, 1, 2].reduce((best, k) => (at(k, k) > at(best, best) ? k : best), 0);
  const symmetric = [0, 1, 2].map((k) => at(row, k) + at(k, row) + (k === row ? 2 : 0));
  const axis = sine > 1e-3 ? skew : symmetric;
  const length = Math.hypot(...axis);
  return `turned by ${degreesText(angle)} about (${axis.map((value) => signed(value / length, 2)).join(', ')})`;
}

/** Angles in (0, π] of the planes that a matrix turns, largest first. */
function planeAngles(matrix: Float64Array, d: number, proper: boolean): readonly number[] {
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(Matrix.from1DArray(d, d, matrix));
  const angles = realEigenvalues.map((real, k) => Math.atan2(imaginaryEigenvalues[k] ?? 0, real));
  const pairs = angles.filter((angle) => angle > noAngle && angle < Math.PI - noAngle);
  // Eigenvalues −1 come in pairs, each a half turn of a plane, but for the one of a reflection.
  const halves = angles.filter((angle) => Math.abs(angle) >= Math.PI - noAngle).length - (proper ? 0 : 1);
  return [...Array<number>(Math.floor(halves / 2)).fill(Math.PI), ...pairs.sort((a, b) => b - a)];
}
