import { quotientCoordinates } from '../gap/quotient-coordinates';
import { squaredDistanceOfPair } from '../gap/squared-distances';
import { rowOf } from '../mathematics/points';
import type { EstimatorSample } from './define-estimator';

/** Writes the squared quotient distances of a point's k nearest to each other, k × k with zeros on the diagonal. */
export type MutualDistances = (row: number, squaredDistances: Float64Array) => void;

/** Measures the neighbours of a point to each other: from coordinates where the quotient has cheap ones, else by aligning each pair. */
export function mutualDistances({ points, group, neighbours }: EstimatorSample, k: number): MutualDistances {
  const coordinates = quotientCoordinates(group);
  const mapped = coordinates.map(points);
  const { dimension } = mapped;
  const near = new Float64Array(k * dimension);
  const scratch = new Float64Array(dimension);
  const ofPair =
    coordinates.group.order === 1
      ? (a: number, b: number) => squaredDifference(near, a * dimension, b * dimension, dimension)
      : (a: number, b: number) => squaredDistanceOfPair(coordinates.group, rowAt(a), rowAt(b), scratch);
  const rowAt = (place: number) => near.subarray(place * dimension, (place + 1) * dimension);
  return (row, squaredDistances) => {
    for (let place = 0; place < k; place++)
      near.set(rowOf(mapped, neighbours.indices[row * neighbours.k + place] as number), place * dimension);
    for (let a = 0; a < k; a++) {
      squaredDistances[a * k + a] = 0;
      for (let b = 0; b < a; b++) {
        const value = ofPair(a, b);
        squaredDistances[a * k + b] = value;
        squaredDistances[b * k + a] = value;
      }
    }
  };
}

/** In four sums, so that additions need not wait for one another. */
function squaredDifference(values: Float64Array, a: number, b: number, dimension: number): number {
  let [first, second, third, fourth] = [0, 0, 0, 0];
  let d = 0;
  for (; d + 3 < dimension; d += 4) {
    const p = (values[a + d] as number) - (values[b + d] as number);
    const q = (values[a + d + 1] as number) - (values[b + d + 1] as number);
    const r = (values[a + d + 2] as number) - (values[b + d + 2] as number);
    const s = (values[a + d + 3] as number) - (values[b + d + 3] as number);
    first += p * p;
    second += q * q;
    third += r * r;
    fourth += s * s;
  }
  for (; d < dimension; d++) first += ((values[a + d] as number) - (values[b + d] as number)) ** 2;
  return first + second + third + fourth;
}
