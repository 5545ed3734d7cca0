import type { GroupSummary } from '#contract/results';
import type { ResolvedGroup } from '#core/groups/registry';
import { rowOf, type Points } from '#core/mathematics/points';

/** Points at which the orbit's dimension is looked at: its largest value is the generic one. */
const probes = 16;

/** A group as results name it, with the dimension of its orbits through the data. */
export function summariseGroup({ group, id, label, reference }: ResolvedGroup, points: Points): GroupSummary {
  let orbitDimension = 0;
  if (group.dimension > 0)
    for (let i = 0; i < Math.min(probes, points.count); i++)
      orbitDimension = Math.max(orbitDimension, group.orbitDimension(rowOf(points, i)));
  const order = Number.isFinite(group.order) ? group.order : null;
  return { reference, id, label, orbitDimension, order, exact: group.exact };
}
