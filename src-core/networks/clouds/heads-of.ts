/** Numbers of a head of attention, about. */
const ofHead = 16;

/** How many heads share a width, and others beside it, evenly. */
export function headsOf(width: number, ...others: readonly number[]): number {
  let heads = Math.max(1, Math.floor(width / ofHead));
  while ([width, ...others].some((size) => size % heads !== 0)) heads--;
  return heads;
}
