import type { Reals } from '../mathematics/points';
import { subsetWeights } from './subset-weights';

/** The leave-one-out curve and its covariance, as far as they can be told from the rows that were added. */
export interface AccumulatedCurve {
  readonly gaps: Float64Array;
  /** By delete-one jackknife, sizes × sizes. */
  readonly jackknife: Float64Array;
  /** For each size how far the gap moves when a point is deleted, from the mean over all points. */
  readonly deviations: readonly Float64Array[];
}

export interface CurveAccumulator {
  /** How many of the nearest candidates a row must hold: beyond, all weights are below 1e-16 of the gap. */
  readonly depth: number;
  /** How many of them must be in exact order: beyond, weights change so little from rank to rank that candidates may change places with close ones. */
  readonly exactDepth: number;
  /**
   * Adds a test point.
   * @param point - its index among the N points
   * @param values - squared distances to its nearest candidates, ascending, at least `depth`
   * @param indices - the candidates that they belong to
   */
  add(point: number, values: Reals, indices: Int32Array): void;
  /** All that was added so far: the accumulator's own arrays. */
  readonly sums: CurveSums;
  /** Adds what another accumulator of the same points and sizes has added. */
  merge(sums: CurveSums): void;
  finish(): AccumulatedCurve;
}

/** What an accumulator holds; adding them up array by array adds the test points. */
export type CurveSums = readonly (Float32Array | Float64Array | Uint8Array)[];

/** Weights below this share matter to the gap but not to its standard error; less, where n is close to N and deletions weigh n/(M − n). */
const influentialWeight = 1e-4;

/**
 * Where the weight changes by less from one rank to the next, the order of two candidates closer than 1/2000 of the row's range does not matter: as every fourth or so
 * is out of place, it makes the gap too large by 1e-8 at most, less than single precision does.
 */
const noticeableChange = 5e-5;

/**
 * Averages over all n-subsets of the candidates, and over all of them with one point deleted, for every n at once.
 *
 * With M = N − 1 candidates, r_k the squared distance to the k-th nearest and U the subset weights, test point i has the mean
 * t_i = (n/M) Σ_k r_k U(k). Given that candidate j, at rank k, is in the subset, the mean is e_ij = r_1 + Σ_{l=2…k} (r_l − r_{l−1}) U(l);
 * as t_i = (1 − n/M) t_{i,−j} + (n/M) e_ij, deleting j changes t_i by (t_i − e_ij) n/(M − n). So one pass from the farthest
 * candidate to the nearest gives all N delete-one values of the curve, and their scatter the jackknife covariance (Efron & Stein, 1981).
 *
 * With n = N − 1, all others, there is no n-subset left once a point is deleted: the curve of the rest is then taken at all others too, N − 2 of them.
 *
 * @param points - N
 * @param sizes - ascending, 1 ≤ n ≤ N − 1
 */
export function createCurveAccumulator(points: number, sizes: readonly number[]): CurveAccumulator {
  const candidates = points - 1;
  const weights = sizes.map((size) => subsetWeights(candidates, size));
  // At least the two nearest: one may be deleted.
  const depth = weights.reduce((most, { length }) => Math.max(most, length), 2);
  const deletedSizes = sizes.map((size) => Math.min(size, candidates - 1));
  const blocks = blocksOfSizes(candidates, deletedSizes);
  const exactDepth = Math.max(
    ...weights.map(
      (weight, s) => weight.filter((chance) => (chance * (sizes[s] as number)) / candidates >= noticeableChange).length,
    ),
  );
  const steps = new Float64Array(Math.max(...blocks.map((block) => block.weights.length / 4)));
  /** Σ over test points of r_k. */
  const rankSums = new Float64Array(depth);
  const isTest = new Uint8Array(points);
  const sums = [isTest, rankSums, ...blocks.flatMap(({ presence, means, farMeans }) => [presence, means, farMeans])];

  return {
    depth,
    exactDepth,
    add(point, values, indices) {
      isTest[point] = 1;
      let before = 0;
      for (let k = 0; k < steps.length; k++) {
        const value = values[k] as number;
        steps[k] = value - before;
        before = value;
      }
      for (let k = 0; k < depth; k++) rankSums[k] = (rankSums[k] as number) + (values[k] as number);
      for (const block of blocks) addToBlock(block, point, candidates, steps, indices);
    },
    sums,
    merge(others) {
      for (const [i, sum] of sums.entries()) {
        const other = others[i] as CurveSums[number];
        for (let at = 0; at < sum.length; at++) sum[at] = (sum[at] as number) + (other[at] as number);
      }
    },
    finish() {
      const tests = isTest.reduce((sum, value) => sum + value, 0);
      const gaps = Float64Array.from(weights, (weight, s) => {
        const sum = weight.reduce((partial, chance, k) => partial + chance * (rankSums[k] as number), 0);
        return (sum * (sizes[s] as number)) / candidates / tests;
      });
      const deviations = deletedSizes.map((size, s) =>
        deviationsOf(blocks[s >> 2] as Block, s & 3, isTest, tests, size / (candidates - size)),
      );
      return { gaps, jackknife: scatter(deviations), deviations };
    },
  };
}

/**
 * How far the gap of the size in one column of a block moves when each point is deleted, from the mean over all points.
 * @param factor - n/(M − n)
 */
function deviationsOf(
  { presence, means, farMeans }: Block,
  column: number,
  isTest: Uint8Array,
  tests: number,
  factor: number,
): Float64Array {
  const points = isTest.length;
  let sum = 0;
  let farSum = 0;
  for (let at = column; at < 4 * points; at += 4) {
    sum += means[at] as number;
    farSum += farMeans[at] as number;
  }
  const deleted = new Float64Array(points);
  let total = 0;
  for (let j = 0, at = column; j < points; j++, at += 4) {
    const without = sum - (means[at] as number);
    const present = farSum - (farMeans[at] as number) + (presence[at] as number);
    const value = (without + factor * (without - present)) / (tests - (isTest[j] as number));
    deleted[j] = value;
    total += value;
  }
  const centre = total / points;
  for (let j = 0; j < points; j++) deleted[j] = (deleted[j] as number) - centre;
  return deleted;
}

/** Four consecutive sizes, side by side so that the innermost loop keeps its sums in registers. */
interface Block {
  /** U(1), U(2) … of each of the four as far as they matter, rank by rank; 0 in place of sizes that there are not. */
  readonly weights: Float64Array;
  /** Σ_i of e_ij − e_i∞, where e_i∞ belongs to a candidate too far to matter: points × 4, in float32 to stay in the cache. */
  readonly presence: Float32Array;
  /** t_i, and e_i∞: points × 4. */
  readonly means: Float64Array;
  readonly farMeans: Float64Array;
}

function blocksOfSizes(candidates: number, sizes: readonly number[]): readonly Block[] {
  return Array.from({ length: Math.ceil(sizes.length / 4) }, (_, block) => {
    const four = sizes.slice(4 * block, 4 * block + 4).map((size) => {
      const least = influentialWeight * Math.min(1, (candidates - size) / size);
      return subsetWeights(candidates, size).filter((chance) => chance >= least);
    });
    const reach = Math.max(...four.map(({ length }) => length));
    const packed = new Float64Array(4 * reach);
    for (const [s, weight] of four.entries()) for (let k = 0; k < reach; k++) packed[4 * k + s] = weight[k] ?? 0;
    const numbers = 4 * (candidates + 1);
    return {
      weights: packed,
      presence: new Float32Array(numbers),
      means: new Float64Array(numbers),
      farMeans: new Float64Array(numbers),
    };
  });
}

/** Uses that t_i is the mean of e_ij over all j. */
function addToBlock(block: Block, point: number, candidates: number, steps: Float64Array, indices: Int32Array): void {
  const { weights, presence, means, farMeans } = block;
  let behind0 = 0;
  let behind1 = 0;
  let behind2 = 0;
  let behind3 = 0;
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  for (let k = weights.length / 4 - 1; k >= 0; k--) {
    const at = 4 * (indices[k] as number);
    presence[at] = (presence[at] as number) - behind0;
    presence[at + 1] = (presence[at + 1] as number) - behind1;
    presence[at + 2] = (presence[at + 2] as number) - behind2;
    presence[at + 3] = (presence[at + 3] as number) - behind3;
    sum0 += behind0;
    sum1 += behind1;
    sum2 += behind2;
    sum3 += behind3;
    const step = steps[k] as number;
    behind0 += step * (weights[4 * k] as number);
    behind1 += step * (weights[4 * k + 1] as number);
    behind2 += step * (weights[4 * k + 2] as number);
    behind3 += step * (weights[4 * k + 3] as number);
  }
  farMeans.set([behind0, behind1, behind2, behind3], 4 * point);
  means.set(
    [
      behind0 - sum0 / candidates,
      behind1 - sum1 / candidates,
      behind2 - sum2 / candidates,
      behind3 - sum3 / candidates,
    ],
    4 * point,
  );
}

/** (N − 1)/N Σ of products of deviations. */
function scatter(deviations: readonly Float64Array[]): Float64Array {
  const count = deviations.length;
  const out = new Float64Array(count * count);
  for (let a = 0; a < count; a++) {
    for (let b = 0; b <= a; b++) {
      const first = deviations[a] as Float64Array;
      const second = deviations[b] as Float64Array;
      let sum = 0;
      for (let j = 0; j < first.length; j++) sum += (first[j] as number) * (second[j] as number);
      const value = (sum * (first.length - 1)) / first.length;
      out[a * count + b] = value;
      out[b * count + a] = value;
    }
  }
  return out;
}
