import { squaredDistances } from '../gap/squared-distances';
import { toUnitScale } from '../gap/unit-scale';
import type { Group } from '../groups/define-group';
import { selectRows, type Points } from '../mathematics/points';
import type { RandomStream } from '../mathematics/random-stream';
import { contentHash } from '../sweep/hash';
import type { Work } from '../work';
import { resumableIterations } from './resumable-iterations';

/** Multiplications between two looks at whether the work goes on. */
const productsAtOnce = 4e6;

/**
 * Starting codewords by greedy k-means++ (Arthur & Vassilvitskii, 2007): each is the best of a few points drawn with a probability proportional to their
 * squared quotient distance to the codewords so far. Goes on where an interrupted attempt ended; see resumableIterations.
 * @param pool - at least `count` points
 * @param random - its path names the seeding: equal paths mean equal pools
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
  const chosen = new Float64Array(count);
  const together = Math.max(1, Math.ceil(productsAtOnce / (pool.count * tries * pool.dimension)));
  const steps = Math.ceil(count / together);
  await resumableIterations(
    {
      names: [contentHash({ path: random.path, seeding: count, pool: pool.count })],
      steps,
      state: { nearest, chosen },
      label: 'seeding',
      async step(step) {
        const breathe = (): Promise<void> => work.checkpoint({ step: 'seeding', current: step, total: steps });
        const left = nearest.slice();
        const words: number[] = [];
        for (let word = step * together; word < Math.min(count, (step + 1) * together); word++)
          words.push(await nextWord(scaledPool, left, word === 0 ? 1 : tries, group, random.derive(word), breathe));
        chosen.set(words, step * together);
        nearest.set(left);
      },
    },
    work,
  );
  const rows = selectRows(pool, Array.from(chosen));
  return { ...rows, values: Float64Array.from(rows.values) };
}

/** The best of `tries` candidates as the next codeword; `nearest`, the squared distances to the codewords so far, then counts it in. */
async function nextWord(
  pool: Points,
  nearest: Float64Array,
  tries: number,
  group: Group,
  random: RandomStream,
  breathe: () => Promise<void>,
): Promise<number> {
  const candidates = drawProportional(nearest, tries, random);
  const distances = squaredDistances(selectRows(pool, candidates), pool, group);
  try {
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
    return candidates[best] as number;
  } finally {
    distances.dispose();
  }
}

/** Indices drawn with probability proportional to the weights; uniformly where all are 0, or all infinite. */
function drawProportional(weights: Float64Array, count: number, random: RandomStream): number[] {
  const cumulative = new Float64Array(weights.length);
  let total = 0;
  weights.forEach((weight, i) => (cumulative[i] = total += weight));
  if (!(total > 0 && total < Infinity)) return Array.from({ length: count }, () => random.integer(weights.length));
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
