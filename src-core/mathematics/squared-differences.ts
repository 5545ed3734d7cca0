import type { Points } from './points';

/**
 * ‖y − z‖² of a point y and each of some of the points z, to `out`; exactly 0 where they coincide. Four at a time, so that each coordinate of the one is read once for four of the
 * others and no addition waits for the one before.
 *
 * @param rows - of z; the first `count` of them
 */
export function squaredDifferences(
  of: Points,
  row: number,
  to: Points,
  rows: ArrayLike<number>,
  count: number,
  out: Float64Array,
): void {
  const { dimension, values: y } = of;
  const { values: z } = to;
  const start = row * dimension;
  const end = start + dimension;
  let at = 0;
  for (; at + 2 < count; at += 4) {
    // Where three are left, the last one stands in for the fourth.
    const fourthAt = Math.min(at + 3, count - 1);
    let a = (rows[at] as number) * dimension;
    let b = (rows[at + 1] as number) * dimension;
    let c = (rows[at + 2] as number) * dimension;
    let d = (rows[fourthAt] as number) * dimension;
    let [p, q, r, s] = [0, 0, 0, 0];
    for (let k = start; k < end; k++) {
      const own = y[k] as number;
      const first = own - (z[a++] as number);
      const second = own - (z[b++] as number);
      const third = own - (z[c++] as number);
      const fourth = own - (z[d++] as number);
      p += first * first;
      q += second * second;
      r += third * third;
      s += fourth * fourth;
    }
    out[at] = p;
    out[at + 1] = q;
    out[at + 2] = r;
    out[fourthAt] = s;
  }
  for (; at < count; at += 2) {
    const secondAt = Math.min(at + 1, count - 1);
    let a = (rows[at] as number) * dimension;
    let b = (rows[secondAt] as number) * dimension;
    let [p, q] = [0, 0];
    for (let k = start; k < end; k++) {
      const own = y[k] as number;
      const first = own - (z[a++] as number);
      const second = own - (z[b++] as number);
      p += first * first;
      q += second * second;
    }
    out[at] = p;
    out[secondAt] = q;
  }
}
