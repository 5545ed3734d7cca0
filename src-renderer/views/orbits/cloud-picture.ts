import type { RunSpace } from '#contract/orbits';
import type { Reals } from '#core/mathematics/points';

type CloudLayout = Extract<RunSpace['layout'], { readonly kind: 'point-cloud' }>;

/** How far the depth of a cloud in space moves its points across the picture: to the right and up. */
const depth = [0.42, 0.28] as const;

/** A cloud's points in the plane, pair after pair: as they are in two dimensions, obliquely from three; of more only the first three are seen. */
export function flatCloud(values: Reals, { points, dimension }: CloudLayout): Float64Array {
  const flat = new Float64Array(2 * points);
  for (let p = 0; p < points; p++) {
    const z = dimension > 2 ? (values[p * dimension + 2] ?? 0) : 0;
    flat[2 * p] = (values[p * dimension] ?? 0) + depth[0] * z;
    flat[2 * p + 1] = (dimension > 1 ? (values[p * dimension + 1] ?? 0) : 0) + depth[1] * z;
  }
  return flat;
}

/** The farthest that a point of a cloud lies from the origin in its picture. */
export function cloudExtent(values: Reals, layout: CloudLayout): number {
  return Math.max(1e-12, ...flatCloud(values, layout).map(Math.abs));
}
