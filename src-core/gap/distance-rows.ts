import type { Group } from '../groups/define-group';
import { type Points, type Reals, selectRows } from '../mathematics/points';
import type { Work } from '../work';
import { quotientCoordinates } from './quotient-coordinates';
import { squaredDistances } from './squared-distances';
import { toUnitScale } from './unit-scale';

/**
 * The squared distances of some of the points to all of them, in the quotient metric, one row after another.
 * @param request.rows - of the points that are asked about
 * @param request.visit - is given the place in `rows` and the distances, in the unit of the coordinates; the next call overwrites these
 */
export async function distanceRows(
  request: {
    readonly points: Points;
    readonly group: Group;
    readonly rows: Int32Array;
    readonly visit: (place: number, squares: Reals) => void;
  },
  work: Work,
): Promise<void> {
  const { rows, visit } = request;
  const coordinates = quotientCoordinates(request.group);
  const { candidates: scaled, squaredUnit } = toUnitScale(request.points, request.points, request.group);
  const points = coordinates.map(scaled);
  const distances = squaredDistances(selectRows(points, rows), points, coordinates.group);
  try {
    for (let from = 0; from < rows.length; from += distances.rowsPerBlock) {
      const breathe = () => work.checkpoint({ step: 'distances', current: from, total: rows.length });
      await breathe();
      const to = Math.min(rows.length, from + distances.rowsPerBlock);
      const block = await distances.block(from, to, breathe);
      for (let i = from; i < to; i++) {
        const squares = block.subarray((i - from) * points.count, (i - from + 1) * points.count);
        if (squaredUnit !== 1)
          for (let j = 0; j < squares.length; j++) squares[j] = (squares[j] as number) * squaredUnit;
        visit(i, squares);
      }
    }
  } finally {
    distances.dispose();
  }
}
