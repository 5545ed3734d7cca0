import { createSorter } from '../mathematics/order';
import type { Reals } from '../mathematics/points';

/** The candidates of one query by ascending distance; overwritten by the next call. */
export interface SortedRow {
  /** How many candidates are sorted. */
  readonly length: number;
  /** Squared distances, ascending, as exact as the row's. */
  readonly values: Reals;
  /** The candidates that they belong to. */
  readonly indices: Int32Array;
}

export interface RowSorter {
  /**
   * Sorts a row exactly.
   * @param row - squared distances
   * @param skipped - a column to leave out, or −1
   */
  sort(row: Reals, skipped: number): SortedRow;
}

/** Moves per key after which the insertion sort gives up: the keys are bunched. */
const patience = 8;

/** A sorter of rows of up to `columns` squared distances. */
export function createRowSorter(columns: number): RowSorter {
  // A squared distance, rounded to a whole number of as many bits as the column's index leaves, and the index make one 32-bit word: two radix passes
  // over words, in digits few enough for the cache, and an insertion sort for those that were rounded alike.
  const indexBits = Math.max(1, 32 - Math.clz32(columns - 1));
  const keyBits = 32 - indexBits;
  const lowBits = keyBits >>> 1;
  const lowMask = (1 << lowBits) - 1;
  const indexMask = (1 << indexBits) - 1;
  const lowStarts = new Int32Array(1 << lowBits);
  const highStarts = new Int32Array(1 << (keyBits - lowBits));
  const words = new Int32Array(columns);
  const halfSorted = new Int32Array(columns);
  let values: Reals = new Float64Array(0);
  const indices = new Int32Array(columns);
  let radix: { sorter: ReturnType<typeof createSorter>; keys: Float32Array; order: Int32Array } | undefined;

  /** For bunched keys and very many columns: radix sort of the float32 bits. */
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

  /** Returns −1 where it does not apply. */
  const sortByWords = (row: Reals, skipped: number): number => {
    const count = row.length;
    let least = Infinity;
    let most = -Infinity;
    for (let j = 0; j < count; j++) {
      const value = row[j] as number;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    const scale = (2 ** keyBits - 1) / (most - least);
    if (keyBits + 2 < indexBits || !(scale < Infinity)) return -1;
    lowStarts.fill(0);
    highStarts.fill(0);
    let length = 0;
    for (let j = 0; j < count; j++) {
      if (j === skipped) continue;
      const key = (((row[j] as number) - least) * scale) | 0;
      words[length++] = (key << indexBits) | j;
      const low = key & lowMask;
      const high = key >>> lowBits;
      lowStarts[low] = (lowStarts[low] as number) + 1;
      highStarts[high] = (highStarts[high] as number) + 1;
    }
    accumulate(lowStarts);
    accumulate(highStarts);
    for (let j = 0; j < length; j++) {
      const word = words[j] as number;
      const low = (word >>> indexBits) & lowMask;
      const place = lowStarts[low] as number;
      lowStarts[low] = place + 1;
      halfSorted[place] = word;
    }
    const highShift = indexBits + lowBits;
    for (let j = 0; j < length; j++) {
      const word = halfSorted[j] as number;
      const high = word >>> highShift;
      const place = highStarts[high] as number;
      highStarts[high] = place + 1;
      const index = word & indexMask;
      values[place] = row[index] as number;
      indices[place] = index;
    }
    return length;
  };

  return {
    sort(row, skipped) {
      if (values.length < columns || values.constructor !== row.constructor)
        values = row instanceof Float32Array ? new Float32Array(columns) : new Float64Array(columns);
      let length = sortByWords(row, skipped);
      if (length < 0 || !insertionSort(values, indices, length, patience * length)) {
        length = sortByBits(row, skipped);
        insertionSort(values, indices, length, Infinity);
      }
      return { length, values, indices };
    },
  };
}

/** Counts to places: where each bin starts. */
function accumulate(bins: Int32Array): void {
  let sum = 0;
  for (let bin = 0; bin < bins.length; bin++) {
    const size = bins[bin] as number;
    bins[bin] = sum;
    sum += size;
  }
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
