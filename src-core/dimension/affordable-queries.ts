import { randomPermutation } from '../mathematics/random-stream';
import type { EstimatorSample } from './define-estimator';

/** Nanoseconds that an estimator may take without being asked for more. */
const budget = 1e8;
/** Rather a little longer than fewer points. */
const fewest = 200;

/** Rows of the sample, ascending: all, or as many at random as take a moment, with the remark that says so. */
export function affordableQueries(
  { points, random, everyPoint = false }: EstimatorSample,
  nanosecondsEach: number,
): { readonly rows: Int32Array; readonly remark?: string } {
  const { count } = points;
  const most = everyPoint ? count : Math.max(fewest, Math.floor(budget / nanosecondsEach));
  if (most >= count) return { rows: Int32Array.from({ length: count }, (_, i) => i) };
  return {
    rows: randomPermutation(random, count).slice(0, most).sort(),
    remark: `At ${String(most)} of the ${String(count)} points, chosen at random.`,
  };
}
