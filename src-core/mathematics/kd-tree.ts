import type { Points } from './points';
import { createNearestList } from './nearest-list';

/** A k-d tree (Bentley, 1975) for exact nearest neighbours in few dimensions. */
export interface KdTree {
  /** The points' indices leaf by leaf: queries in this order meet the same leaves one after another. */
  readonly order: Int32Array;
  /**
   * Writes the k nearest points of a query, nearest first; where there are fewer, the rest are at Infinity, with index −1.
   * @param query - its coordinates start at `at`
   * @param skipped - a point to leave out, or −1
   * @param squaredDistances - receives k numbers from `into` on
   * @param indices - likewise
   */
  nearest(
    query: ArrayLike<number>,
    at: number,
    k: number,
    skipped: number,
    squaredDistances: Float64Array,
    indices: Int32Array,
    into: number,
  ): void;
}

const leafSize = 10;

/** Builds a k-d tree by splitting the widest side at the median. */
export function createKdTree(points: Points): KdTree {
  const { count, dimension, values } = points;
  const order = Int32Array.from({ length: count }, (_, i) => i);
  let nodes = 1;
  while (Math.ceil(count / nodes) > leafSize) nodes *= 2;
  /** Node i has children 2i and 2i + 1; those from `nodes` on are leaves. */
  const splitSide = new Uint8Array(nodes);
  const splitValue = new Float64Array(nodes);
  const keys = new Float64Array(count);
  const lower = new Float64Array(dimension);
  const upper = new Float64Array(dimension);

  const build = (node: number, from: number, to: number): void => {
    if (node >= nodes) return;
    const side = widestSide(values, dimension, order, from, to, lower, upper);
    for (let i = from; i < to; i++) keys[i] = values[(order[i] as number) * dimension + side] as number;
    const middle = (from + to) >>> 1;
    select(keys, order, from, to - 1, middle);
    splitSide[node] = side;
    splitValue[node] = keys[middle] as number;
    build(2 * node, from, middle);
    build(2 * node + 1, middle, to);
  };
  build(1, 0, count);

  /** Coordinates in the order of the leaves. */
  const sorted = new Float64Array(count * dimension);
  for (let i = 0; i < count; i++)
    for (let d = 0; d < dimension; d++)
      sorted[i * dimension + d] = values[(order[i] as number) * dimension + d] as number;

  const target = new Float64Array(dimension);
  /** Distance from the query to the current cell along each side. */
  const offsets = new Float64Array(dimension);
  let list = createNearestList(1);
  let excluded = -1;

  const search = (node: number, from: number, to: number, cellDistance: number): void => {
    if (node >= nodes) {
      for (let i = from; i < to; i++) {
        const start = i * dimension;
        let sum = 0;
        for (let d = 0; d < dimension; d++) {
          const difference = (sorted[start + d] as number) - (target[d] as number);
          sum += difference * difference;
        }
        if (sum < list.worst) {
          const index = order[i] as number;
          if (index !== excluded) list.insert(sum, index);
        }
      }
      return;
    }
    const middle = (from + to) >>> 1;
    const side = splitSide[node] as number;
    const difference = (target[side] as number) - (splitValue[node] as number);
    if (difference < 0) search(2 * node, from, middle, cellDistance);
    else search(2 * node + 1, middle, to, cellDistance);
    const before = offsets[side] as number;
    const farDistance = cellDistance - before * before + difference * difference;
    if (farDistance < list.worst) {
      offsets[side] = difference;
      if (difference < 0) search(2 * node + 1, middle, to, farDistance);
      else search(2 * node, from, middle, farDistance);
      offsets[side] = before;
    }
  };

  return {
    order,
    nearest(query, at, k, skipped, squaredDistances, indices, into) {
      if (list.capacity === k) list.clear();
      else list = createNearestList(k);
      for (let d = 0; d < dimension; d++) target[d] = query[at + d] as number;
      offsets.fill(0);
      excluded = skipped;
      search(1, 0, count, 0);
      list.write(squaredDistances, indices, into);
    },
  };
}

function widestSide(
  values: Points['values'],
  dimension: number,
  order: Int32Array,
  from: number,
  to: number,
  lower: Float64Array,
  upper: Float64Array,
): number {
  lower.fill(Infinity);
  upper.fill(-Infinity);
  for (let i = from; i < to; i++) {
    const start = (order[i] as number) * dimension;
    for (let d = 0; d < dimension; d++) {
      const value = values[start + d] as number;
      if (value < (lower[d] as number)) lower[d] = value;
      if (value > (upper[d] as number)) upper[d] = value;
    }
  }
  let widest = 0;
  for (let d = 1; d < dimension; d++) {
    const width = (upper[d] as number) - (lower[d] as number);
    if (width > (upper[widest] as number) - (lower[widest] as number)) widest = d;
  }
  return widest;
}

/** Puts the key of rank `rank` in its place, smaller ones before it and larger ones after (Hoare, 1961); indices move along. */
function select(keys: Float64Array, order: Int32Array, first: number, last: number, rank: number): void {
  let left = first;
  let right = last;
  while (left < right) {
    const pivot = medianOfThree(keys[left] as number, keys[(left + right) >>> 1] as number, keys[right] as number);
    let i = left;
    let j = right;
    while (i <= j) {
      while ((keys[i] as number) < pivot) i++;
      while ((keys[j] as number) > pivot) j--;
      if (i <= j) {
        const key = keys[i] as number;
        keys[i] = keys[j] as number;
        keys[j] = key;
        const index = order[i] as number;
        order[i] = order[j] as number;
        order[j] = index;
        i++;
        j--;
      }
    }
    if (rank <= j) right = j;
    else if (rank >= i) left = i;
    else return;
  }
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
