import { createSorter } from '../mathematics/order';
import type { Reals } from '../mathematics/points';

/** The candidates of one query by ascending distance; overwritten by the next call. */
export interface SortedRow {
  /** How many candidates there are. */
  readonly length: number;
  /** Squared distances, as exact as the row's; ascending at least as far as was asked for. */
  readonly values: Reals;
  /** The candidates that they belong to. */
  readonly indices: Int32Array;
}

export interface RowSorter {
  /**
   * Sorts a row.
   * @param row - squared distances
   * @param skipped - a column to leave out, or −1
   * @param exact - how many of the nearest must be in exact order; the others may change places with those closer to them than 1/2000 of the row's range
   */
  sort(row: Reals, skipped: number, exact: number): SortedRow;
}

/** Buckets whose counts fit the processor's first cache. */
const mostBuckets = 1 << 13;
/** Shorter rows are sorted exactly to the end. */
const longRow = { float32: 1 << 12, float64: 1 << 15 };
/** Moves per key after which the insertion sort gives up: the keys are bunched. */
const patience = 8;

/** A sorter of rows of up to `columns` squared distances. */
export function createRowSorter(columns: number): RowSorter {
  // About one bucket a candidate, in even steps of the squared distance; then an insertion sort for those in one bucket.
  let buckets = 2;
  while (buckets < columns && buckets < mostBuckets) buckets *= 2;
  const starts = columns < 1 << 16 ? new Uint16Array(buckets) : new Int32Array(buckets);
  const keys = new Uint16Array(columns);
  let values: Reals = new Float64Array(0);
  const indices = new Int32Array(columns);
  let radix: { sorter: ReturnType<typeof createSorter>; keys: Float32Array; order: Int32Array } | undefined;

  /** For bunched keys: radix sort of the float32 bits. */
  const sortByBits = (row: Reals, skipped: number): number => {
    radix ??= { sorter: createSorter(columns), keys: new Float32Array(columns), order: new Int32Array(columns) };
    radix.keys.set(row);
    radix.sorter.order(radix.keys, row.length, radix.order);
    let length = 0;
    for (let k = 0; k < row.length; k++) {
      const index = radix.order[k] as number;
      if (index === skipped) continue;
      values[length] = row[index] as number;
      indices[length] = index;
      length++;
    }
    return length;
  };

  return {
    sort(row, skipped, exact) {
      if (values.length < columns || values.constructor !== row.constructor)
        values = row instanceof Float32Array ? new Float32Array(columns) : new Float64Array(columns);
      let length = row.length - (skipped < 0 ? 0 : 1);
      const long = longRow[row instanceof Float32Array ? 'float32' : 'float64'];
      const part = row.length >= long ? Math.min(length, exact) : length;
      const byBuckets = sortByBuckets(row, skipped, keys, starts, values, indices);
      // A bucket's start has moved to its end.
      const end =
        byBuckets && part > 0 && part < length ? (starts[keys[indices[part - 1] as number] as number] as number) : part;
      if (!byBuckets || !insertionSort(values, indices, end, patience * end)) {
        length = sortByBits(row, skipped);
        insertionSort(values, indices, length, Infinity);
      }
      return { length, values, indices };
    },
  };
}

/** Orders a row by bucket; false, and nothing done, where it has no range of finite distances. */
function sortByBuckets(
  row: Reals,
  skipped: number,
  keys: Uint16Array,
  starts: Uint16Array | Int32Array,
  values: Reals,
  indices: Int32Array,
): boolean {
  const count = row.length;
  let least = Infinity;
  let most = -Infinity;
  for (let j = 0; j < count; j++) {
    const value = row[j] as number;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const scale = (starts.length - 1) / (most - least);
  if (!(scale < Infinity)) return false;
  starts.fill(0);
  for (let j = 0; j < count; j++) {
    const key = (((row[j] as number) - least) * scale) | 0;
    keys[j] = key;
    starts[key] = (starts[key] as number) + 1;
  }
  if (skipped >= 0) {
    const key = keys[skipped] as number;
    starts[key] = (starts[key] as number) - 1;
  }
  let sum = 0;
  for (let bucket = 0; bucket < starts.length; bucket++) {
    const size = starts[bucket] as number;
    starts[bucket] = sum;
    sum += size;
  }
  for (let j = 0; j < count; j++) {
    if (j === skipped) continue;
    const key = keys[j] as number;
    const place = starts[key] as number;
    starts[key] = place + 1;
    values[place] = row[j] as number;
    indices[place] = j;
  }
  return true;
}

/** Sorts nearly sorted values and moves the indices along; false, and unfinished, once it took more than `moves`. */
function insertionSort(values: Reals, indices: Int32Array, length: number, moves: number): boolean {
  let left = moves;
  let highest = length > 0 ? (values[0] as number) : 0;
  for (let k = 1; k < length; k++) {
    const value = values[k] as number;
    if (value >= highest) {
      highest = value;
      continue;
    }
    const index = indices[k] as number;
    let place = k;
    while (place > 0 && (values[place - 1] as number) > value) {
      values[place] = values[place - 1] as number;
      indices[place] = indices[place - 1] as number;
      place--;
    }
    values[place] = value;
    indices[place] = index;
    left -= k - place;
    if (left < 0) return false;
  }
  return true;
}
