import { squaredDistances } from '../gap/squared-distances';
import { toUnitScale } from '../gap/unit-scale';
import { trivialGroup } from '../groups/trivial';
import type { Points } from '../mathematics/points';
import type { Work } from '../work';

/** Euclidean distances of all points to each other, count × count, in a unit of about the points' own size. */
export async function poolDistances(pool: Points, step: string, work: Work): Promise<Float32Array> {
  const { count } = pool;
  const { queries, candidates, group } = prepared(pool);
  const distances = squaredDistances(queries, candidates, group, 'once');
  const all = new Float32Array(count * count);
  try {
    for (let from = 0; from < count; from += distances.rowsPerBlock) {
      const breathe = () => work.checkpoint({ step, current: from, total: count });
      await breathe();
      const to = Math.min(count, from + distances.rowsPerBlock);
      const block = await distances.block(from, to, breathe);
      for (let at = 0; at < (to - from) * count; at++)
        all[from * count + at] = Math.sqrt(Math.max(0, block[at] as number));
    }
  } finally {
    distances.dispose();
  }
  return all;
}

function prepared(pool: Points) {
  const group = trivialGroup(pool.dimension);
  const { candidates } = toUnitScale(pool, pool, group);
  return { queries: candidates, candidates, group };
}
