import type { RunSpace } from '#contract/orbits';
import { rowOf } from '#core/mathematics/points';
import { cloudExtent } from './cloud-picture';
import { valueRange } from './grey-levels';

/** Whether single points of a space can be looked at as pictures. */
export function hasPictures({ layout }: Pick<RunSpace, 'layout'>): boolean {
  return layout.kind === 'image' || layout.kind === 'point-cloud';
}

/** Points that the range is taken of, at most. */
const looked = 256;

/** What the pictures of a space have in common: the values drawn black and white, or how far its clouds reach. */
export function pictureRange({ layout, training, outputs }: RunSpace): readonly [number, number] {
  const points = training ?? outputs;
  if (points === null) return [0, 1];
  const count = Math.min(looked, points.count);
  if (layout.kind !== 'point-cloud') return valueRange(points.values.subarray(0, count * points.dimension));
  const reach = Array.from({ length: count }, (_, i) => cloudExtent(rowOf(points, i), layout));
  return [0, Math.max(1e-12, ...reach)];
}
