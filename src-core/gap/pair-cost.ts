import { getBackend } from '@tensorflow/tfjs-core';
import type { Group } from '../groups/define-group';

/** In so few coordinates float64 is as fast, and exact. */
const tensorDimension = 12;

/** Whether alignments are computed on the tensor backend: the group can, and the backend is compiled code. */
export function usesTensors(group: Group): boolean {
  if (group.alignTensors === undefined || group.ambientDimension <= tensorDimension) return false;
  const backend: string | undefined = getBackend();
  return backend !== undefined && backend !== 'cpu';
}

/** About how long the distance of two points takes, in nanoseconds: good to a factor of three or so, for choosing how many points to use. */
export function pairNanoseconds(group: Group): number {
  const { ambientDimension: dimension, order } = group;
  const copies = order < Infinity ? Math.min(order, 64) : 4;
  return usesTensors(group) ? selecting + 0.02 * dimension * copies : singlePairNanoseconds(group);
}

/** What a curve takes more than neighbours do: distances are sorted to the end and added up. Long rows leave one of the processor's caches after another. */
export function rankingNanoseconds(points: number): number {
  return Math.max(20, 35 * (points / 100_000) ** 0.75);
}

const selecting = 15;

/** The same where distances are computed one by one, without tensors. */
export function singlePairNanoseconds(group: Group): number {
  const { ambientDimension: dimension, order, canonical } = group;
  if (order === 1 || canonical !== undefined) return selecting + (canonical?.dimension ?? dimension);
  // Finite groups by fast transforms or short lists, continuous ones by a grid and an iteration.
  return selecting + dimension * (order < Infinity ? 1 + 3 * Math.log2(order) : 200);
}
