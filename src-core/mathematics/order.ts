/** Sorts indices by float32 keys ≥ 0: their bits, read as integers, are in the same order, so a radix sort does it. */
export interface Sorter {
  /**
   * Writes to `order` the indices 0 … count − 1 by ascending key; equal keys keep their order.
   * @param keys - non-negative, no NaN
   */
  order(keys: Float32Array, count: number, order: Int32Array): void;
}

const maximumBits = 13;

/** A sorter of up to `capacity` keys, by radix sort from the least significant digit. */
export function createSorter(capacity: number): Sorter {
  const swapped = new Int32Array(capacity);
  const histograms = [0, 1, 2].map(() => new Int32Array(1 << maximumBits));

  return {
    order(keys, count, order) {
      const bits = new Int32Array(keys.buffer, keys.byteOffset, count);
      let least = 0x7fffffff;
      let most = 0;
      for (let i = 0; i < count; i++) {
        const key = bits[i] as number;
        if (key < least) least = key;
        if (key > most) most = key;
      }
      // Only the bits in which the keys differ need sorting: two passes instead of three for distances of one magnitude.
      const width = most > least ? 32 - Math.clz32(most - least) : 1;
      const passes = Math.ceil(width / maximumBits);
      const digit = Math.ceil(width / passes);
      const mask = (1 << digit) - 1;
      let source: Int32Array | undefined;
      for (let pass = 0; pass < passes; pass++) {
        const target = (passes - pass) % 2 === 1 ? order : swapped;
        const starts = histograms[pass] as Int32Array;
        const shift = pass * digit;
        starts.fill(0, 0, mask + 1);
        for (let i = 0; i < count; i++) {
          const bin = (((bits[i] as number) - least) >>> shift) & mask;
          starts[bin] = (starts[bin] as number) + 1;
        }
        let sum = 0;
        for (let bin = 0; bin <= mask; bin++) {
          const size = starts[bin] as number;
          starts[bin] = sum;
          sum += size;
        }
        for (let i = 0; i < count; i++) {
          const index = source === undefined ? i : (source[i] as number);
          const bin = (((bits[index] as number) - least) >>> shift) & mask;
          const place = starts[bin] as number;
          starts[bin] = place + 1;
          target[place] = index;
        }
        source = target;
      }
    },
  };
}
