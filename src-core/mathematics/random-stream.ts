import { philox4x32 } from './philox';
import type { Points } from './points';

/** Random numbers that depend on their key alone: the same key gives the same numbers, in whichever batch or process. */
export interface RandomStream {
  /** What its numbers are for: streams of equal paths give equal numbers. */
  readonly path: readonly (string | number)[];
  /** Uniform on [0, 1), 53 bits. */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  /** Uniform on {0, …, bound − 1}; without bias. */
  integer(bound: number): number;
  /** An independent stream, named by its purpose; drawing from one never moves the other. */
  derive(purpose: string | number): RandomStream;
}

/**
 * A stream of Philox4x32-10 numbers.
 *
 * @param path - What the numbers are for, for example `[seed, runHash, 'training set']`; equal paths give equal numbers.
 */
export function randomStream(path: readonly (string | number)[]): RandomStream {
  const key = keyOf(path);
  const counter = new Uint32Array(4);
  const block = new Uint32Array(4);
  let used = 4;
  let spareNormal: number | undefined;

  const word = (): number => {
    if (used === 4) {
      philox4x32(counter, key, block);
      for (let i = 0; i < 4; i++) {
        const next = ((counter[i] ?? 0) + 1) >>> 0;
        counter[i] = next;
        if (next !== 0) break;
      }
      used = 0;
    }
    return block[used++] ?? 0;
  };

  const uniform = (): number => ((word() >>> 5) * 67108864 + (word() >>> 6)) / 9007199254740992;

  const normal = (): number => {
    if (spareNormal !== undefined) {
      const value = spareNormal;
      spareNormal = undefined;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spareNormal = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };

  const integer = (bound: number): number => {
    const limit = Math.floor(4294967296 / bound) * bound;
    for (;;) {
      const candidate = word();
      if (candidate < limit) return candidate % bound;
    }
  };

  return { path, uniform, normal, integer, derive: (purpose) => randomStream([...path, purpose]) };
}

/** A random order of 0 … count − 1 (Fisher–Yates). */
export function randomPermutation(random: RandomStream, count: number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    const kept = order[i] ?? 0;
    order[i] = order[j] ?? 0;
    order[j] = kept;
  }
  return order;
}

/** Independent standard normal coordinates. */
export function normalPoints(random: RandomStream, count: number, dimension: number): Points {
  return { count, dimension, values: Float64Array.from({ length: count * dimension }, () => random.normal()) };
}

/**
 * A 64-bit key by FNV-1a (Fowler, Noll & Vo) over the code points of the path's JSON: distinct paths collide with probability 2⁻⁶⁴ a pair. In two words, since a
 * training makes a stream for every network and step, and numbers of any length take ten times as long: the product with the prime 2⁴⁰ + 435 is one with 435, and the low
 * word 8 bits up in the high one.
 */
export function keyOf(path: readonly (string | number)[]): Uint32Array {
  const text = JSON.stringify(path);
  let low = 0x84222325;
  let high = 0xcbf29ce4;
  for (let at = 0; at < text.length; at++) {
    const point = text.codePointAt(at) ?? 0;
    // Two units of the text.
    if (point > 0xffff) at++;
    low = (low ^ point) >>> 0;
    const product = low * 435;
    high = (high * 435 + Math.floor(product / 4294967296) + ((low << 8) >>> 0)) >>> 0;
    low = product >>> 0;
  }
  return Uint32Array.of(low, high);
}
