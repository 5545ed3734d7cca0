import { randomPermutation, randomStream } from '../mathematics/random-stream';
import type { ChosenPoints } from './chosen-points';

/** The points of a leave-one-out curve in the order in which they are worked through. */
export interface OrderedPoints {
  /** Rows of the data. */
  readonly rows: Int32Array;
  /** Which of them are left out in turn, ascending. */
  readonly tests: Int32Array;
  /** Of each row its place among the chosen ones; null where they are in their own order. */
  readonly order: Int32Array | null;
}

/** In the order of the data. */
export function chosenInOrder({ used, tests }: ChosenPoints): OrderedPoints {
  return { rows: used, tests, order: null };
}

/** The same points, the same of them left out, in a random order: so the first of them stand for all, in data that are sorted too. */
export function shuffled({ used, tests }: ChosenPoints, seed: number): OrderedPoints {
  const order = randomPermutation(randomStream([seed, 'leave-one-out order']), used.length);
  const isTest = new Uint8Array(used.length);
  for (const test of tests) isTest[test] = 1;
  return {
    rows: order.map((place) => used[place] as number),
    tests: Int32Array.from(order.keys()).filter((at) => isTest[order[at] as number] === 1),
    order,
  };
}
