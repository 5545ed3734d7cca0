import { nearestNeighbours } from '../gap/nearest-neighbours';
import type { Group } from '../groups/define-group';
import { rowOf, selectRows, type Points, type Reals } from '../mathematics/points';
import type { Work } from '../work';

/**
 * One output of each place that samples end at: those nearer than `tolerance` to an output that is kept, in the quotient, and nearest to the same training
 * point, are taken for the same. Finitely many samples scattered about a place would otherwise count as several outputs and make the gap too small.
 */
export async function mergeOutputs(
  samples: Points,
  training: Points,
  group: Group,
  tolerance: number,
  work: Work,
): Promise<Points> {
  const { indices } = await nearestNeighbours({ queries: samples, candidates: training, group, k: 1 }, work);
  const kept: number[] = [];
  const ofOwner = new Map<number, number[]>();
  for (let i = 0; i < samples.count; i++) {
    const owner = indices[i] ?? 0;
    const others = ofOwner.get(owner) ?? [];
    const row = rowOf(samples, i);
    if (others.some((other) => squaredDistance(row, rowOf(samples, other), group) < tolerance * tolerance)) continue;
    ofOwner.set(owner, [...others, i]);
    kept.push(i);
  }
  return selectRows(samples, kept);
}

function squaredDistance(a: Reals, b: Reals, group: Group): number {
  const moved = new Float64Array(b.length);
  group.act(group.alignPair(a, b).element, b, moved);
  return moved.reduce((sum, value, k) => sum + (value - (a[k] ?? 0)) ** 2, 0);
}
