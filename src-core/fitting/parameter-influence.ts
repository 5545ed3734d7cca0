import { cholesky, choleskyInverse } from '../mathematics/linear-algebra';
import type { ModelFit } from './model-fit';

/**
 * By how much a fitted parameter, log C (0) or the exponent s = −2/d (1), moves with each log R of the window, to first order: the row of (JᵀJ)⁻¹ Jᵀ L⁻¹ that belongs to it.
 * Zeros where it was given or the points do not determine it.
 */
export function parameterInfluence({ data, minimum }: ModelFit, parameter: 0 | 1): Float64Array {
  const { count, factor } = data;
  const { free, jacobian } = minimum;
  const size = free.length;
  const own = free.indexOf(parameter);
  const influence = new Float64Array(count);
  const normal = new Float64Array(size * size);
  for (let i = 0; i < count; i++)
    for (let p = 0; p < size; p++)
      for (let q = 0; q < size; q++)
        normal[p * size + q] =
          (normal[p * size + q] as number) + (jacobian[i * size + p] as number) * (jacobian[i * size + q] as number);
  const root = own < 0 ? undefined : cholesky(normal, size);
  if (root === undefined) return influence;
  const inverse = choleskyInverse(root, size);
  // L⁻ᵀ by back substitution, from the last point to the first.
  for (let i = count - 1; i >= 0; i--) {
    let value = 0;
    for (let q = 0; q < size; q++) value += (inverse[own * size + q] as number) * (jacobian[i * size + q] as number);
    for (let j = i + 1; j < count; j++) value -= (factor[j * count + i] as number) * (influence[j] as number);
    influence[i] = value / (factor[i * count + i] as number);
  }
  return influence;
}
