import { type Average, averagePointwise } from './average-pointwise';
import type { Estimator } from './define-estimator';
import { meanDistance } from './mean-distance';
import { tooFewNeighbours } from './why-not';

/**
 * An estimator that finds a dimension at each point from its distances to its k nearest, and averages them. Points at distance 0 from another are left out.
 *
 * @param inverseAt - 1/d at a point from the k squared distances of its row, which start at `from`; these are ascending and positive
 */
export function localEstimator(
  { k, average }: { readonly k: number; readonly average: Average },
  inverseAt: (squaredDistances: Float64Array, from: number) => number,
): Estimator {
  return {
    neighbours: k,
    estimate({ neighbours }) {
      const lack = tooFewNeighbours(neighbours, k);
      if (lack !== undefined) return { doesNotApply: lack };
      const { queries, squaredDistances } = neighbours;
      const all = Int32Array.from({ length: queries }, (_, i) => i);
      const rows = all.filter((i) => (squaredDistances[i * neighbours.k] as number) > 0);
      const inverses = Float64Array.from(rows, (i) => inverseAt(squaredDistances, i * neighbours.k));
      const excluded = queries - rows.length;
      const outcome = averagePointwise({ rows, inverses }, { average, neighbours, k, excluded });
      return 'doesNotApply' in outcome ? outcome : { ...outcome, scale: meanDistance(neighbours, k) };
    },
  };
}
