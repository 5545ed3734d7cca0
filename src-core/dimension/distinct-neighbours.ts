import { type Neighbours, nearestNeighbours } from '../gap/nearest-neighbours';
import type { Group } from '../groups/define-group';
import { type Points, selectRows } from '../mathematics/points';
import type { Work } from '../work';
import { withoutCopies } from './without-copies';

/** The neighbours of points no two of which coincide. */
export interface DistinctNeighbours {
  /** The points that were kept. */
  readonly points: Points;
  /** The rows that they have in the data, ascending. */
  readonly rows: Int32Array;
  /** Rows and indices count the points that were kept; fewer than k a point where there are not so many. */
  readonly neighbours: Neighbours;
  /** Points left out, because they coincide with one that was kept. */
  readonly duplicates: number;
}

/**
 * The k nearest neighbours of each point under the group, all but one of the points of each orbit left out first. Estimators rest on the law of distances
 * between independent points: copies take the place of neighbours, and leaving out only those points that have a copy would thin the data where
 * they lie.
 */
export async function distinctNeighbours(
  points: Points,
  group: Group,
  k: number,
  work: Work,
): Promise<DistinctNeighbours> {
  // Without a search for neighbours, which then need not be repeated: on the orbits of a group copies differ.
  let keptRows = withoutCopies(points);
  let kept = keptRows.length === points.count ? points : selectRows(points, keptRows);
  // A crowd of more than k points of one orbit may take several rounds.
  for (;;) {
    const neighbours = await neighboursWithin(kept, group, Math.min(k, kept.count - 1), work);
    const rows = oneOfEach(neighbours);
    if (rows.length === kept.count)
      return { points: kept, rows: keptRows, neighbours, duplicates: points.count - kept.count };
    kept = selectRows(kept, rows);
    keptRows = rows.map((row) => keptRows[row] as number);
  }
}

async function neighboursWithin(points: Points, group: Group, k: number, work: Work): Promise<Neighbours> {
  if (k < 1) return { queries: points.count, k: 0, squaredDistances: new Float64Array(0), indices: new Int32Array(0) };
  return nearestNeighbours({ queries: points, candidates: points, group, k, excludeSelf: true }, work);
}

/** The first point of each set that distances of 0 connect, ascending. */
function oneOfEach({ queries, k, squaredDistances, indices }: Neighbours): Int32Array {
  const parents = Int32Array.from({ length: queries }, (_, i) => i);
  const first = (i: number): number => {
    let at = i;
    while (parents[at] !== at) at = parents[at] = parents[parents[at] as number] as number;
    return at;
  };
  for (let i = 0; i < queries; i++) {
    for (let at = i * k; at < (i + 1) * k && squaredDistances[at] === 0; at++) {
      const [a, b] = [first(i), first(indices[at] as number)];
      parents[Math.max(a, b)] = Math.min(a, b);
    }
  }
  return parents.filter((parent, i) => parent === i);
}
