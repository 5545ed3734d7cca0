import { ExpectedError } from '../errors';
import type { Group } from '../groups/define-group';
import { pairNanoseconds } from './pair-cost';

/** So many pairs of disjoint subsamples of one size. */
export interface SubsamplePairs {
  readonly size: number;
  readonly pairs: number;
}

const smallestSize = 4;
const largestSize = 256;
/** With fewer, a standard error would be worth little. */
const fewestPairs = 8;
const mostPairs = 32;
/** Nanoseconds that the distances of one size may take: a few seconds. */
const budget = 4e9;

/**
 * Powers of two from 4 to 256, as many as leave eight pairs of subsamples with no point in common and take seconds. The smallest is always there.
 * @throws ExpectedError('too-few-points') below 64 points
 */
export function subsamplePairs(points: number, group: Group): readonly SubsamplePairs[] {
  const fewest = 2 * smallestSize * fewestPairs;
  if (points < fewest)
    throw new ExpectedError(
      'too-few-points',
      `Wasserstein distances between subsamples need at least ${String(fewest)} points; there are ${String(points)}.`,
    );
  const cost = pairNanoseconds(group);
  const found: SubsamplePairs[] = [];
  for (let size = smallestSize; size <= largestSize; size *= 2) {
    const disjoint = Math.floor(points / (2 * size));
    const affordable = Math.floor(budget / (cost * size * size));
    if (disjoint < fewestPairs || (affordable < fewestPairs && size > smallestSize)) break;
    found.push({ size, pairs: Math.min(mostPairs, disjoint, Math.max(fewestPairs, affordable)) });
  }
  return found;
}
