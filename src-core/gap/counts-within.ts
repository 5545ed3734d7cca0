import type { Group } from '../groups/define-group';
import { type Points, type Reals, selectRows } from '../mathematics/points';
import type { Work } from '../work';
import { distanceRows } from './distance-rows';
import type { Neighbours } from './nearest-neighbours';

export interface CountsWithinRequest {
  readonly points: Points;
  readonly group: Group;
  /** The nearest of each of the points among the others. */
  readonly neighbours: Neighbours;
  /** Of the points that are asked about, ascending. */
  readonly rows: Int32Array;
  readonly squaredRadii: readonly number[];
}

/**
 * How many of the other points are nearer than each of some radii to each of the points in `rows`, in the quotient metric: rows × radii. A point whose known neighbours
 * reach beyond the largest radius has those asked about among them; only the distances from the others are measured.
 */
export async function countsWithin(request: CountsWithinRequest, work: Work): Promise<Float64Array> {
  const { points, group, neighbours, rows, squaredRadii } = request;
  const counts = new Float64Array(rows.length * squaredRadii.length);
  if (rows.length === 0) return counts;
  const largest = Math.max(...squaredRadii);
  const count = (place: number, square: number): void => {
    for (let r = 0, at = place * squaredRadii.length; r < squaredRadii.length; r++, at++)
      if (square < (squaredRadii[r] as number)) counts[at] = (counts[at] as number) + 1;
  };

  const { k, indices, squaredDistances } = neighbours;
  const isUnknown = unknownWithin(neighbours, points.count, largest);
  const places = new Int32Array(points.count).fill(-1);
  rows.forEach((row, place) => (places[row] = place));
  for (let i = 0; i < neighbours.queries; i++) {
    if (isUnknown[i] === 1) continue;
    for (let at = i * k; at < (i + 1) * k && (squaredDistances[at] as number) < largest; at++) {
      const place = places[indices[at] as number] as number;
      if (place >= 0) count(place, squaredDistances[at] as number);
    }
  }

  const measured = Int32Array.from(places.keys()).filter((i) => isUnknown[i] === 1 || (places[i] as number) >= 0);
  const isAsked = (i: number): boolean => (places[i] as number) >= 0;
  const asked = Int32Array.from(measured.keys()).filter((at) => isAsked(measured[at] as number));
  const visit = (place: number, squares: Reals): void => {
    const own = asked[place];
    for (let j = 0; j < squares.length; j++) {
      const square = squares[j] as number;
      if (square < largest && j !== own && isUnknown[measured[j] as number] === 1) count(place, square);
    }
  };
  await distanceRows({ points: selectRows(points, measured), group, rows: asked, visit }, work);
  return counts;
}

/** 1 for points of which there may be more neighbours within a radius than are known. */
export function unknownWithin(
  { queries, k, squaredDistances }: Neighbours,
  points: number,
  squaredRadius: number,
): Uint8Array {
  return Uint8Array.from({ length: points }, (_, i) => {
    if (i >= queries) return 1;
    return k < points - 1 && (squaredDistances[i * k + k - 1] as number) < squaredRadius ? 1 : 0;
  });
}
