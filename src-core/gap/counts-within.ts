import type { Group } from '../groups/define-group';
import type { Points } from '../mathematics/points';
import type { Work } from '../work';
import { distanceRows } from './distance-rows';

/**
 * How many of the other points are nearer than each of some radii to each of the points in `rows`, in the quotient metric: rows × radii.
 * @param request.rows - of the points that are asked about
 */
export async function countsWithin(
  request: {
    readonly points: Points;
    readonly group: Group;
    readonly rows: Int32Array;
    readonly squaredRadii: readonly number[];
  },
  work: Work,
): Promise<Float64Array> {
  const { rows, squaredRadii } = request;
  const counts = new Float64Array(rows.length * squaredRadii.length);
  if (rows.length === 0) return counts;
  const largest = Math.max(...squaredRadii);
  const visit = (place: number, squares: ArrayLike<number>): void => {
    const own = rows[place] as number;
    const from = place * squaredRadii.length;
    for (let j = 0; j < squares.length; j++) {
      const square = squares[j] as number;
      if (!(square < largest) || j === own) continue;
      for (let r = 0; r < squaredRadii.length; r++)
        if (square < (squaredRadii[r] as number)) counts[from + r] = (counts[from + r] as number) + 1;
    }
  };
  await distanceRows({ points: request.points, group: request.group, rows, visit }, work);
  return counts;
}
