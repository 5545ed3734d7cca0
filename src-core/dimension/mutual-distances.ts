import { quotientCoordinates } from '../gap/quotient-coordinates';
import { squaredDistanceOfPair } from '../gap/squared-distances';
import { rowOf } from '../mathematics/points';
import { squaredDifferences } from '../mathematics/squared-differences';
import type { EstimatorSample } from './define-estimator';

/** Writes the squared quotient distances of a point's k nearest to each other, k × k with zeros on the diagonal. */
export type MutualDistances = (row: number, squaredDistances: Float64Array) => void;

/**
 * The distances of a point's neighbours to each other. Most are known: of two neighbours of a point the one is mostly among the other's own. The rest are measured, from
 * coordinates where the quotient has cheap ones, else by aligning each pair.
 */
export function mutualDistances({ points, group, neighbours }: EstimatorSample, k: number): MutualDistances {
  const coordinates = quotientCoordinates(group);
  const mapped = coordinates.map(points);
  const { k: known, indices } = neighbours;
  const scratch = new Float64Array(mapped.dimension);
  const lacks = new Int32Array(k);
  const order = Int32Array.from(lacks.keys());
  const unknown = new Int32Array(k);
  const values = new Float64Array(k);
  /** The distances of a point to the first of the unknown ones. */
  const measure = (point: number, count: number): void => {
    if (coordinates.group.order === 1) squaredDifferences(mapped, point, mapped, unknown, count, values);
    else
      for (let at = 0; at < count; at++)
        values[at] = squaredDistanceOfPair(
          coordinates.group,
          rowOf(mapped, point),
          rowOf(mapped, unknown[at] as number),
          scratch,
        );
  };
  /** The rank, from 1, of each point among the neighbours of the one that is looked at; 0 of all others. */
  const ranks = new Int32Array(points.count);
  return (row, squaredDistances) => {
    const near = indices.subarray(row * known, row * known + k);
    squaredDistances.fill(NaN);
    near.forEach((point, rank) => (ranks[point] = rank + 1));
    for (let a = 0; a < k; a++) {
      const point = near[a] as number;
      squaredDistances[a * k + a] = 0;
      if (point >= neighbours.queries) continue;
      for (let at = point * known; at < (point + 1) * known; at++) {
        const b = (ranks[indices[at] as number] as number) - 1;
        if (b < 0) continue;
        squaredDistances[a * k + b] = neighbours.squaredDistances[at] as number;
        squaredDistances[b * k + a] = neighbours.squaredDistances[at] as number;
      }
    }
    for (const point of near) ranks[point] = 0;
    // Those that lack most first: the fewer pieces the rest is measured in, the faster.
    lacks.fill(0);
    for (let at = 0; at < k * k; at++)
      if (Number.isNaN(squaredDistances[at] as number))
        lacks[Math.floor(at / k)] = (lacks[Math.floor(at / k)] as number) + 1;
    order.sort((a, b) => (lacks[b] as number) - (lacks[a] as number) || a - b);
    for (const a of order) {
      let count = 0;
      for (let b = 0; b < k; b++)
        if (Number.isNaN(squaredDistances[a * k + b] as number)) unknown[count++] = near[b] as number;
      if (count === 0) continue;
      measure(near[a] as number, count);
      for (let b = 0, at = 0; at < count; b++) {
        if (!Number.isNaN(squaredDistances[a * k + b] as number)) continue;
        const value = values[at++] as number;
        squaredDistances[a * k + b] = value;
        squaredDistances[b * k + a] = value;
      }
    }
  };
}
