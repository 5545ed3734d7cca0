import type { Points } from './points';

/** ‖x‖² of each point, in float64. */
export function squaredNorms(points: Points): Float64Array {
  const { count, dimension, values } = points;
  const norms = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const end = (i + 1) * dimension;
    let sum = 0;
    for (let at = i * dimension; at < end; at++) sum += (values[at] as number) ** 2;
    norms[i] = sum;
  }
  return norms;
}
