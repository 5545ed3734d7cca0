import type { Neighbours } from '../gap/nearest-neighbours';
import type { Points } from '../mathematics/points';
import { addRowProducts } from '../mathematics/row-products';

/**
 * Inner products ⟨x_a − x, x_b − x⟩ of a point's k nearest neighbours a and b, k × k, to `out`.
 *
 * @param scratch - k·D numbers
 */
export function neighbourhoodProducts(
  points: Points,
  neighbours: Neighbours,
  { at, k }: { readonly at: number; readonly k: number },
  scratch: Float64Array,
  out: Float64Array,
): void {
  differencesFrom(points, neighbours, { at, k }, scratch);
  out.fill(0);
  addRowProducts(scratch, k, points.dimension, out);
}

/** x_a − x of a point's k nearest neighbours a, k × D, to `out`. */
export function differencesFrom(
  { dimension, values }: Points,
  neighbours: Neighbours,
  { at, k }: { readonly at: number; readonly k: number },
  out: Float64Array,
): void {
  for (let a = 0; a < k; a++) {
    const neighbour = neighbours.indices[at * neighbours.k + a] as number;
    for (let d = 0; d < dimension; d++)
      out[a * dimension + d] = (values[neighbour * dimension + d] as number) - (values[at * dimension + d] as number);
  }
}
