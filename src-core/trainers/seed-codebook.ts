import { squaredDistances } from '../gap/squared-distances';
import { toUnitScale } from '../gap/unit-scale';
import type { Group } from '../groups/define-group';
import { selectRows, type Points } from '../mathematics/points';
import type { RandomStream } from '../mathematics/random-stream';
import type { Work } from '../work';

/**
 * Starting codewords by greedy k-means++ (Arthur & Vassilvitskii, 2007): each is the best of a few points drawn with a probability proportional to their
 * squared quotient distance to the codewords so far.
 * @param pool - at least `count` points
 */
export async function seedCodebook(
  pool: Points,
  count: number,
  group: Group,
  random: RandomStream,
  work: Work,
): Promise<Points & { readonly values: Float64Array }> {
  const tries = 2 + Math.floor(Math.log(count));
  // Only ratios of distances matter.
  const scaledPool = toUnitScale(pool, pool, group).candidates;
  const nearest = new Float64Array(pool.count).fill(Infinity);
  const chosen: number[] = [];
  const breathe = (): Promise<void> => work.checkpoint({ step: 'seeding', current: chosen.length, total: count });
  for (let word = 0; word < count; word++) {
    if (word % Math.max(1, Math.ceil(4e6 / (pool.count * tries * pool.dimension))) === 0) await breathe();
    const candidates = word === 0 ? [random.integer(pool.count)] : drawProportional(nearest, tries, random);
    const distances = squaredDistances(selectRows(scaledPool, candidates), scaledPool, group);
    const block = await distances.block(0, candidates.length, breathe);
    let best = 0;
    let bestTotal = Infinity;
    for (let c = 0; c < candidates.length; c++) {
      let total = 0;
      for (let i = 0; i < pool.count; i++) total += Math.min(nearest[i] as number, block[c * pool.count + i] as number);
      if (total < bestTotal) [best, bestTotal] = [c, total];
    }
    for (let i = 0; i < pool.count; i++)
      nearest[i] = Math.min(nearest[i] as number, Math.max(0, block[best * pool.count + i] as number));
    distances.dispose();
    chosen.push(candidates[best] as number);
  }
  const rows = selectRows(pool, chosen);
  return { ...rows, values: Float64Array.from(rows.values) };
}

/** Indices drawn with probability proportional to the weights; uniformly where all are 0. */
function drawProportional(weights: Float64Array, count: number, random: RandomStream): number[] {
  const cumulative = new Float64Array(weights.length);
  let total = 0;
  weights.forEach((weight, i) => (cumulative[i] = total += weight));
  if (!(total > 0)) return Array.from({ length: count }, () => random.integer(weights.length));
  return Array.from({ length: count }, () => {
    const target = random.uniform() * total;
    let low = 0;
    let high = weights.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cumulative[middle] as number) > target) high = middle;
      else low = middle + 1;
    }
    return low;
  });
}
