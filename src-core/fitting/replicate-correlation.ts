import { mean } from '../mathematics/statistics';

/** The gaps of one size's replicates by their numbers, in two curves. */
export interface PairedReplicates {
  readonly first: readonly number[];
  /** In the same order. */
  readonly second: readonly number[];
}

/**
 * The correlation of two curves' relative errors where replicates share their training sets and test points: deviations from each size's mean, pooled over the sizes, each size
 * over its own variances so that none outweighs the others. 0 where no size has two replicates that differ.
 * @param sizes - one entry for each size that both curves have
 */
export function replicateCorrelation(sizes: readonly PairedReplicates[]): number {
  let weight = 0;
  let sum = 0;
  for (const { first, second } of sizes) {
    const freedom = first.length - 1;
    if (freedom < 1 || second.length !== first.length) continue;
    const [a, b] = [mean(first), mean(second)];
    let [aa, ab, bb] = [0, 0, 0];
    first.forEach((value, i) => {
      const [x, y] = [value - a, (second[i] as number) - b];
      aa += x * x;
      ab += x * y;
      bb += y * y;
    });
    if (!(aa > 0 && bb > 0)) continue;
    sum += (freedom * ab) / Math.sqrt(aa * bb);
    weight += freedom;
  }
  return weight === 0 ? 0 : sum / weight;
}
