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
  const visit = (place: number, squares: ArrayLike<number>): void => {
    const own = squares[rows[place] as number] as number;
    for (const [r, limit] of squaredRadii.entries()) {
      let count = own < limit ? -1 : 0;
      for (let j = 0; j < squares.length; j++) if ((squares[j] as number) < limit) count++;
      counts[place * squaredRadii.length + r] = count;
    }
  };
  await distanceRows({ points: request.points, group: request.group, rows, visit }, work);
  return counts;
}
