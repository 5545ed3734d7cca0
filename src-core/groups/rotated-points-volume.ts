import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { unitSphereArea } from '../laws/unit-ball-volume';
import type { Reals } from '../mathematics/points';

/** Singular values below this share of the largest are 0. */
const negligible = 1e-7;

/**
 * The volume of the orbit of k points of R^d under SO(d), or O(d) with `reflections`. With σ_1 … σ_m the points' singular values that are not 0, the orbit is
 * SO(d)/SO(d − m), of the volume ∏ vol(S^j) over j from d − m to d − 1, stretched by √(σ_i² + σ_j²) in the plane of two of their directions and by σ_i
 * in that of one and of one that fixes all points (James, "Normal multivariate analysis and the orthogonal group", 1954, § 4–5).
 */
export function rotatedPointsVolume(x: Reals, points: number, d: number, reflections: boolean): number {
  const squares = squaredSingularValues(x, points, d);
  const m = squares.length;
  let volume = m === d && reflections ? 2 : 1;
  for (let j = Math.max(1, d - m); j < d; j++) volume *= unitSphereArea(j);
  for (let i = 0; i < m; i++) {
    const square = squares[i] as number;
    volume *= Math.pow(square, (d - m) / 2);
    for (let j = 0; j < i; j++) volume *= Math.sqrt(square + (squares[j] as number));
  }
  return volume;
}

function squaredSingularValues(x: Reals, points: number, d: number): readonly number[] {
  if (points === 1) {
    let square = 0;
    for (let c = 0; c < d; c++) square += (x[c] ?? 0) ** 2;
    return square > 0 ? [square] : [];
  }
  const cloud = Matrix.from1DArray(points, d, x);
  const gram = points <= d ? cloud.mmul(cloud.transpose()) : cloud.transpose().mmul(cloud);
  const values =
    gram.rows === 1 ? [gram.get(0, 0)] : new EigenvalueDecomposition(gram, { assumeSymmetric: true }).realEigenvalues;
  const largest = Math.max(...values);
  return values.filter((value) => value > negligible ** 2 * largest && value > 0);
}
