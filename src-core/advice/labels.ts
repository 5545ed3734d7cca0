import { randomPermutation, type RandomStream } from '../mathematics/random-stream';

/** Which half of a pool of 2m points counts as moved. */
export interface Labels {
  /** The m indices of the others, ascending. */
  readonly unmoved: Int32Array;
  /** 1 for those that count as moved. */
  readonly moved: Uint8Array;
}

/** Labels by a mark for each point. */
export function labelsOf(moved: Uint8Array): Labels {
  return { moved, unmoved: Int32Array.from(moved.keys()).filter((i) => moved[i] === 0) };
}

/** Random labels, each half as likely as any other. */
export function randomLabels(random: RandomStream, half: number, count: number): readonly Labels[] {
  return Array.from({ length: count }, () => {
    const moved = new Uint8Array(2 * half).fill(1);
    for (const i of randomPermutation(random, 2 * half).subarray(0, half)) moved[i] = 0;
    return labelsOf(moved);
  });
}
