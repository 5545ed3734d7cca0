import { squaredDistanceOfPair } from '../../gap/squared-distances';
import { rowOf } from '../../mathematics/points';
import type { EstimatorSample } from '../define-estimator';

/** Squared distances between so many random pairs of different points. */
export function pairDistances({ points, group, random }: EstimatorSample, count: number): Float64Array {
  const pick = random.derive('pairs');
  const scratch = new Float64Array(points.dimension);
  return Float64Array.from({ length: count }, () => {
    const first = Math.floor(pick.uniform() * points.count);
    const step = 1 + Math.floor(pick.uniform() * (points.count - 1));
    return squaredDistanceOfPair(group, rowOf(points, first), rowOf(points, (first + step) % points.count), scratch);
  });
}
