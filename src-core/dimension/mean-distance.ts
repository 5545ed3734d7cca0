import type { Neighbours } from '../gap/nearest-neighbours';

/** The mean distance to the neighbour of a rank, counted from 1. */
export function meanDistance({ queries, k, squaredDistances }: Neighbours, rank: number): number {
  let sum = 0;
  for (let at = rank - 1; at < queries * k; at += k) sum += Math.sqrt(squaredDistances[at] as number);
  return sum / queries;
}
