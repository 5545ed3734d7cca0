/**
 * The lower Cholesky factor L of a symmetric positive definite matrix, A = L Lᵀ; undefined where A is not positive definite.
 * @param matrix - size × size, row by row; only its lower triangle is read
 */
export function cholesky(matrix: ArrayLike<number>, size: number): Float64Array | undefined {
  const factor = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j] as number;
      for (let k = 0; k < j; k++) sum -= (factor[i * size + k] as number) * (factor[j * size + k] as number);
      if (i === j) {
        if (!(sum > 0) || sum === Infinity) return undefined;
        factor[i * size + i] = Math.sqrt(sum);
      } else factor[i * size + j] = sum / (factor[j * size + j] as number);
    }
  }
  return factor;
}

/** L⁻¹ b for a lower triangular L, size × size. */
export function forwardSubstitute(factor: Float64Array, vector: ArrayLike<number>, size: number): Float64Array {
  const solution = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let sum = vector[i] as number;
    for (let k = 0; k < i; k++) sum -= (factor[i * size + k] as number) * (solution[k] as number);
    solution[i] = sum / (factor[i * size + i] as number);
  }
  return solution;
}

/** A⁻¹ b from A's Cholesky factor. */
export function choleskySolve(factor: Float64Array, vector: ArrayLike<number>, size: number): Float64Array {
  const solution = forwardSubstitute(factor, vector, size);
  for (let i = size - 1; i >= 0; i--) {
    let sum = solution[i] as number;
    for (let k = i + 1; k < size; k++) sum -= (factor[k * size + i] as number) * (solution[k] as number);
    solution[i] = sum / (factor[i * size + i] as number);
  }
  return solution;
}

/** A⁻¹, size × size, from A's Cholesky factor. */
export function choleskyInverse(factor: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  const unit = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    unit.fill(0);
    unit[j] = 1;
    const column = choleskySolve(factor, unit, size);
    for (let i = 0; i < size; i++) inverse[i * size + j] = column[i] as number;
  }
  return inverse;
}

/** Σ aᵢ bᵢ. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** The block of rows and columns from `from` to `to` (exclusive) of a size × size matrix. */
export function diagonalBlock(matrix: ArrayLike<number>, size: number, from: number, to: number): Float64Array {
  const width = to - from;
  const block = new Float64Array(width * width);
  for (let i = 0; i < width; i++)
    for (let j = 0; j < width; j++) block[i * width + j] = matrix[(from + i) * size + from + j] as number;
  return block;
}
