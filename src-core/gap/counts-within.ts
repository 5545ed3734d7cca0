import type { Group } from '../groups/define-group';
import { type Points, selectRows } from '../mathematics/points';
import type { Work } from '../work';
import { quotientCoordinates } from './quotient-coordinates';
import { squaredDistances } from './squared-distances';
import { toUnitScale } from './unit-scale';

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
  const coordinates = quotientCoordinates(request.group);
  const { candidates: scaled, squaredUnit } = toUnitScale(request.points, request.points, request.group);
  const points = coordinates.map(scaled);
  const limits = squaredRadii.map((radius) => radius / squaredUnit);
  const distances = squaredDistances(selectRows(points, rows), points, coordinates.group);
  try {
    for (let from = 0; from < rows.length; from += distances.rowsPerBlock) {
      const breathe = () => work.checkpoint({ step: 'counting neighbours', current: from, total: rows.length });
      await breathe();
      const to = Math.min(rows.length, from + distances.rowsPerBlock);
      const block = await distances.block(from, to, breathe);
      for (let i = from; i < to; i++) {
        const row = block.subarray((i - from) * points.count, (i - from + 1) * points.count);
        const own = row[rows[i] as number] as number;
        for (const [r, limit] of limits.entries()) {
          let count = own < limit ? -1 : 0;
          for (let j = 0; j < row.length; j++) if ((row[j] as number) < limit) count++;
          counts[i * limits.length + r] = count;
        }
      }
    }
  } finally {
    distances.dispose();
  }
  return counts;
}
