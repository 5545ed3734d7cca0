import type { EstimatorSample } from './define-estimator';

/** Nanoseconds that an estimator of neighbourhoods may take without being asked for more. */
const budget = 3e9;
const fewest = 100;

/**
 * As many of the points as can be looked at in seconds, from the front of the order given; and a sentence for the reader where these are not all.
 *
 * @param nanoseconds - that one point takes, about
 */
export function centresWithin(
  { everyPoint = false, effort = 1 }: EstimatorSample,
  order: Int32Array,
  nanoseconds: number,
): { readonly centres: Int32Array; readonly remark: string | undefined } {
  const most = everyPoint ? order.length : Math.max(fewest, Math.floor((effort * budget) / nanoseconds));
  if (most >= order.length) return { centres: order.slice().sort(), remark: undefined };
  return {
    centres: order.slice(0, most).sort(),
    remark: `To take seconds it looks at the neighbourhoods of ${String(most)} of ${String(order.length)} points.`,
  };
}
