import type { Group } from '../groups/define-group';
import { rowOf, type Points, zeroPoints } from '../mathematics/points';
import { randomPermutation, type RandomStream } from '../mathematics/random-stream';

/** Two samples in one, in random order: points as they are, and other points that were each moved by an element of their own. */
export interface MovedPool {
  readonly points: Points;
  /** 1 for a point that was moved; half of them. */
  readonly moved: Uint8Array;
}

/**
 * Draws 2m of the points, none twice, and moves m of them by independent Haar-random elements.
 *
 * A law is invariant under G exactly if it is that of g x with g Haar-random, so both halves are samples of one law if and only if the data have the symmetry; and as no
 * point is in both halves, their labels can then be exchanged: permutation tests are exact. The order is random so that ties are broken without regard to
 * the labels.
 *
 * @param half - m, at most half of the points
 */
export function movedPool(points: Points, group: Group, half: number, random: RandomStream): MovedPool {
  const chosen = randomPermutation(random.derive('points'), points.count).subarray(0, 2 * half);
  const places = randomPermutation(random.derive('order'), 2 * half);
  const elements = random.derive('elements');
  const pool = zeroPoints(2 * half, points.dimension);
  const moved = new Uint8Array(2 * half);
  for (let i = 0; i < 2 * half; i++) {
    const place = places[i] as number;
    const from = rowOf(points, chosen[i] as number);
    const to = pool.values.subarray(place * pool.dimension, (place + 1) * pool.dimension);
    if (i < half) to.set(from);
    else {
      moved[place] = 1;
      group.act(group.sample(elements), from, to);
    }
  }
  return { points: pool, moved };
}
