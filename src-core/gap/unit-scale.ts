import type { Group } from '../groups/define-group';
import type { Points } from '../mathematics/points';
import { checkCoordinates } from './check-coordinates';

/** Points in a unit of about their own size. */
export interface UnitScale {
  readonly queries: Points;
  readonly candidates: Points;
  /** What squared distances of these must be multiplied by: a power of two, so that nothing is rounded. */
  readonly squaredUnit: number;
}

/**
 * Divides points by the power of two nearest to their root mean square norm (about the mean where there is no symmetry, as only there the origin is of no
 * consequence), so that inner products neither overflow nor vanish in single precision.
 *
 * @throws what checkCoordinates throws
 */
export function toUnitScale(queries: Points, candidates: Points, group: Group): UnitScale {
  checkCoordinates(candidates);
  if (queries !== candidates) checkCoordinates(queries);
  const origin = group.order === 1 ? meanOf(candidates) : new Float64Array(candidates.dimension);
  const size = Math.max(
    rootMeanSquare(candidates, origin),
    queries === candidates ? 0 : rootMeanSquare(queries, origin),
  );
  const unit = size > 0 ? 2 ** Math.round(Math.log2(size)) : 1;
  if (unit === 1) return { queries, candidates, squaredUnit: 1 };
  const scaled = divided(candidates, unit);
  return {
    queries: queries === candidates ? scaled : divided(queries, unit),
    candidates: scaled,
    squaredUnit: unit * unit,
  };
}

/** The mean of each coordinate. */
export function meanOf({ count, dimension, values }: Points): Float64Array {
  const mean = new Float64Array(dimension);
  for (let i = 0; i < count; i++)
    for (let d = 0; d < dimension; d++) mean[d] = (mean[d] as number) + (values[i * dimension + d] as number);
  return mean.map((sum) => sum / count);
}

function rootMeanSquare({ count, dimension, values }: Points, origin: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < count; i++)
    for (let d = 0; d < dimension; d++) sum += ((values[i * dimension + d] as number) - (origin[d] as number)) ** 2;
  return Math.sqrt(sum / Math.max(1, count));
}

function divided(points: Points, unit: number): Points {
  const values = points.values.slice();
  const inverse = 1 / unit;
  for (let at = 0; at < values.length; at++) values[at] = (values[at] as number) * inverse;
  return { ...points, values };
}
