import type { Reals } from '../mathematics/points';

/** Frobenius norm of X Xᵀ − I for `vectors` rows of length `length`: 0 where they are orthonormal. */
export function frameResidual(x: Reals, vectors: number, length: number): number {
  let sum = 0;
  for (let i = 0; i < vectors; i++) {
    for (let j = 0; j < vectors; j++) {
      let product = i === j ? -1 : 0;
      for (let k = 0; k < length; k++) product += (x[i * length + k] ?? 0) * (x[j * length + k] ?? 0);
      sum += product * product;
    }
  }
  return Math.sqrt(sum);
}
