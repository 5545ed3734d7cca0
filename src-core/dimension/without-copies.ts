import { type Points, type Reals, rowOf } from '../mathematics/points';

/** The rows of points, ascending, that have not the same coordinates as an earlier one. */
export function withoutCopies(points: Points): Int32Array {
  const hash = createHash();
  const byHash = new Map<number, number[]>();
  return Int32Array.from({ length: points.count }, (_, i) => i).filter((i) => {
    const row = rowOf(points, i);
    const key = hash(row);
    const alike = byHash.get(key);
    if (alike === undefined) {
      byHash.set(key, [i]);
      return true;
    }
    if (alike.some((j) => isSame(row, rowOf(points, j)))) return false;
    alike.push(i);
    return true;
  });
}

function isSame(a: Reals, b: Reals): boolean {
  return a.every((value, d) => value === b[d]);
}

/** Hashes numbers to 32 bits, 0 and −0 alike (FNV-1a over their words). */
function createHash(): (values: Reals) => number {
  const number = new Float64Array(1);
  const [low, high] = [new Uint32Array(number.buffer, 0, 1), new Uint32Array(number.buffer, 4, 1)];
  return (values) => {
    let hash = 0x811c9dc5;
    for (let d = 0; d < values.length; d++) {
      number[0] = (values[d] as number) + 0;
      hash = Math.imul(hash ^ (low[0] as number), 0x01000193);
      hash = Math.imul(hash ^ (high[0] as number), 0x01000193);
      // The words differ in their high bits, which a product does not bring down.
      hash ^= hash >>> 15;
    }
    return hash;
  };
}
