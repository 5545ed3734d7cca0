import { determinant, Matrix, SingularValueDecomposition } from 'ml-matrix';

/**
 * The maximum of Σ R_ab A_ab over R in O(d), the sum of the singular values of A (signed false), or over R in SO(d), where the
 * last one has the sign of det A (signed true).
 * Closed form for d = 2; for d = 3 the largest root of the characteristic polynomial of Horn's quaternion matrix (Theobald, "Rapid
 * calculation of RMSDs using a quaternion-based characteristic polynomial", Acta Cryst. A61, 2005), by Newton's iteration from
 * above; one-sided Jacobi rotations otherwise, and where that root is nearly double.
 *
 * @param a - numbers in which A stands with rows `stride` apart from `offset` on
 */
export function nuclearNorm(a: Float64Array, offset: number, stride: number, d: number, signed: boolean): number {
  if (d === 2) {
    const p = a[offset] as number;
    const q = a[offset + 1] as number;
    const r = a[offset + stride] as number;
    const s = a[offset + stride + 1] as number;
    const even = Math.sqrt((p + s) * (p + s) + (r - q) * (r - q));
    if (signed) return even;
    const odd = Math.sqrt((p - s) * (p - s) + (r + q) * (r + q));
    return even > odd ? even : odd;
  }
  return d === 3 ? spatial(a, offset, stride, signed) : byJacobi(a, offset, stride, d, signed);
}

function spatial(a: Float64Array, offset: number, stride: number, signed: boolean): number {
  const second = offset + stride;
  const third = second + stride;
  const a00 = a[offset] as number;
  const a01 = a[offset + 1] as number;
  const a02 = a[offset + 2] as number;
  const a10 = a[second] as number;
  const a11 = a[second + 1] as number;
  const a12 = a[second + 2] as number;
  const a20 = a[third] as number;
  const a21 = a[third + 1] as number;
  const a22 = a[third + 2] as number;
  const c00 = a11 * a22 - a12 * a21;
  const c01 = a12 * a20 - a10 * a22;
  const c02 = a10 * a21 - a11 * a20;
  const c10 = a02 * a21 - a01 * a22;
  const c11 = a00 * a22 - a02 * a20;
  const c12 = a01 * a20 - a00 * a21;
  const c20 = a01 * a12 - a02 * a11;
  const c21 = a02 * a10 - a00 * a12;
  const c22 = a00 * a11 - a01 * a10;
  const squares =
    a00 * a00 + a01 * a01 + a02 * a02 + a10 * a10 + a11 * a11 + a12 * a12 + a20 * a20 + a21 * a21 + a22 * a22;
  if (squares === 0) return 0;
  const minors =
    c00 * c00 + c01 * c01 + c02 * c02 + c10 * c10 + c11 * c11 + c12 * c12 + c20 * c20 + c21 * c21 + c22 * c22;
  const det = a00 * c00 + a01 * c01 + a02 * c02;
  // λ⁴ − 2 squares λ² − 8 det λ + constant, whose largest root is s₁ + s₂ ± s₃.
  const linear = -8 * (signed ? det : Math.abs(det));
  const constant = squares * squares - 4 * minors;
  let root = Math.sqrt(3 * squares);
  let slope = 0;
  for (let iteration = 0; iteration < 50; iteration++) {
    const square = root * root;
    const value = (square - 2 * squares) * square + linear * root + constant;
    slope = 4 * (square - squares) * root + linear;
    if (slope <= 0) break;
    const next = root - value / slope;
    if (next >= root) break;
    const converged = root - next < 1e-15 * root;
    root = next;
    if (converged) break;
  }
  return slope < 1e-2 * root * root * root ? byJacobi(a, offset, stride, 3, signed) : root;
}

let work = new Float64Array(0);

/** Singular values by one-sided Jacobi rotations of the rows (Hestenes 1958), until all are orthogonal. */
function byJacobi(a: Float64Array, offset: number, stride: number, d: number, signed: boolean): number {
  if (work.length < d * d) work = new Float64Array(d * d);
  for (let i = 0; i < d; i++) for (let k = 0; k < d; k++) work[i * d + k] = a[offset + i * stride + k] as number;
  const negative = signed && determinantOf(a, offset, stride, d) < 0;
  for (let sweep = 0; sweep < 60; sweep++) {
    let turned = false;
    for (let i = 0; i < d; i++) {
      for (let j = i + 1; j < d; j++) {
        let ii = 0;
        let jj = 0;
        let ij = 0;
        for (let k = 0; k < d; k++) {
          const x = work[i * d + k] as number;
          const y = work[j * d + k] as number;
          ii += x * x;
          jj += y * y;
          ij += x * y;
        }
        if (Math.abs(ij) <= 1e-15 * Math.sqrt(ii * jj) || ij === 0) continue;
        turned = true;
        const ratio = (jj - ii) / (2 * ij);
        const tangent = (ratio >= 0 ? 1 : -1) / (Math.abs(ratio) + Math.sqrt(1 + ratio * ratio));
        const cosine = 1 / Math.sqrt(1 + tangent * tangent);
        const sine = cosine * tangent;
        for (let k = 0; k < d; k++) {
          const x = work[i * d + k] as number;
          const y = work[j * d + k] as number;
          work[i * d + k] = cosine * x - sine * y;
          work[j * d + k] = sine * x + cosine * y;
        }
      }
    }
    if (!turned) break;
  }
  let sum = 0;
  let smallest = Infinity;
  for (let i = 0; i < d; i++) {
    let square = 0;
    for (let k = 0; k < d; k++) square += (work[i * d + k] as number) ** 2;
    const value = Math.sqrt(square);
    sum += value;
    if (value < smallest) smallest = value;
  }
  return negative ? sum - 2 * smallest : sum;
}

let lu = new Float64Array(0);

/** By elimination with partial pivoting. */
function determinantOf(a: Float64Array, offset: number, stride: number, d: number): number {
  if (lu.length < d * d) lu = new Float64Array(d * d);
  for (let i = 0; i < d; i++) for (let k = 0; k < d; k++) lu[i * d + k] = a[offset + i * stride + k] as number;
  let product = 1;
  for (let column = 0; column < d; column++) {
    let pivot = column;
    for (let i = column + 1; i < d; i++) {
      if (Math.abs(lu[i * d + column] as number) > Math.abs(lu[pivot * d + column] as number)) pivot = i;
    }
    const head = lu[pivot * d + column] as number;
    if (head === 0) return 0;
    product *= pivot === column ? head : -head;
    for (let k = column; k < d; k++) {
      const kept = lu[column * d + k] as number;
      lu[column * d + k] = lu[pivot * d + k] as number;
      lu[pivot * d + k] = kept;
    }
    for (let i = column + 1; i < d; i++) {
      const factor = (lu[i * d + column] as number) / head;
      for (let k = column; k < d; k++)
        lu[i * d + k] = (lu[i * d + k] as number) - factor * (lu[column * d + k] as number);
    }
  }
  return product;
}

/** A = U S Vᵀ with U and V rotations: s_1 ≥ … ≥ s_{d−1} ≥ |s_d|, the last with the sign of det A. */
export interface ProperSvd {
  readonly u: Matrix;
  readonly s: Float64Array;
  readonly v: Matrix;
}

/** The singular value decomposition of a d × d matrix (row by row) with rotations on both sides. */
export function properSvd(a: Float64Array, d: number): ProperSvd {
  const matrix = new Matrix(d, d);
  for (let i = 0; i < d; i++) for (let k = 0; k < d; k++) matrix.set(i, k, a[i * d + k] ?? 0);
  // The decomposition would never end on numbers that are not finite.
  if (!a.every(Number.isFinite)) {
    const unknown = Matrix.zeros(d, d).fill(NaN);
    return { u: unknown, s: new Float64Array(d).fill(NaN), v: unknown };
  }
  const decomposition = new SingularValueDecomposition(matrix);
  const u = decomposition.leftSingularVectors;
  const v = decomposition.rightSingularVectors;
  const s = Float64Array.from(decomposition.diagonal);
  for (const side of [u, v]) {
    if (determinant(side) >= 0) continue;
    for (let i = 0; i < d; i++) side.set(i, d - 1, -side.get(i, d - 1));
    s[d - 1] = -(s[d - 1] ?? 0);
  }
  return { u, s, v };
}
