import type { Neighbours } from '../gap/nearest-neighbours';
import { remembered } from './remembered';

/** Enough digits of the ratio to have nothing to do with where a point lies, few enough for rounding not to matter. */
const magnification = 30;

/**
 * The points in an order as good as random, but found from the ratio of each point's two smallest distances alone: whatever is drawn by it depends neither
 * on the order in which the points came nor on the unit. At least two neighbours a point are needed. The same array each time.
 */
export const orderBySurroundings = remembered(({ queries, k, squaredDistances }: Neighbours): Int32Array => {
  const keys = Float64Array.from({ length: queries }, (_, i) => {
    const far = squaredDistances[i * k + 1] as number;
    const ratio = far > 0 ? (squaredDistances[i * k] as number) / far : 1;
    return (ratio * magnification) % 1;
  });
  return Int32Array.from({ length: queries }, (_, i) => i).sort(
    (a, b) => (keys[a] as number) - (keys[b] as number) || a - b,
  );
});
