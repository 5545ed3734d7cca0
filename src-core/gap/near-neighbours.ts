import type { Group } from '../groups/define-group';
import { createNearestList } from '../mathematics/nearest-list';
import { type Points, type Reals, rowOf } from '../mathematics/points';
import { squaredDifferences } from '../mathematics/squared-differences';
import { squaredDistanceOfPair } from './squared-distances';

/** Picks the k nearest of each row of distances. */
export interface NearNeighbours {
  /**
   * Writes the k nearest of query i, nearest first, from place i·k on.
   * @param row - its squared distances to all candidates
   * @param skipped - a candidate to leave out, or −1
   */
  write(row: Reals, i: number, skipped: number, squaredDistances: Float64Array, indices: Int32Array): void;
}

/** How many more than k are picked from float32 distances, as those around the k-th may be out of order. */
const spare = 8;

/** Distances in float32 decide only which candidates are near; these are then measured and ordered in float64. */
export function createNearNeighbours(queries: Points, candidates: Points, group: Group, k: number): NearNeighbours {
  const coarse = createNearestList(Math.min(candidates.count, k + spare));
  const fine = createNearestList(k);
  const nearDistances = new Float64Array(coarse.capacity);
  const nearIndices = new Int32Array(coarse.capacity);
  const scratch = new Float64Array(candidates.dimension);

  /** The distances of query i to the first of those that are near, in float64. */
  const measure = (i: number, count: number): void => {
    if (group.order === 1) squaredDifferences(queries, i, candidates, nearIndices, count, nearDistances);
    else
      for (let at = 0; at < count; at++)
        nearDistances[at] = squaredDistanceOfPair(
          group,
          rowOf(queries, i),
          rowOf(candidates, nearIndices[at] as number),
          scratch,
        );
  };

  return {
    write(row, i, skipped, squaredDistances, indices) {
      const list = row instanceof Float32Array ? coarse : fine;
      list.clear();
      let worst = list.worst;
      for (let j = 0; j < row.length; j++) {
        const value = row[j] as number;
        if (value < worst && j !== skipped) {
          list.insert(value, j);
          worst = list.worst;
        }
      }
      if (list === fine) {
        fine.write(squaredDistances, indices, i * k);
        return;
      }
      coarse.write(nearDistances, nearIndices, 0);
      fine.clear();
      const found = nearIndices.indexOf(-1);
      measure(i, found < 0 ? nearIndices.length : found);
      for (let at = 0; at < nearIndices.length && at !== found; at++) {
        const value = nearDistances[at] as number;
        if (value < fine.worst) fine.insert(value, nearIndices[at] as number);
      }
      fine.write(squaredDistances, indices, i * k);
    },
  };
}
