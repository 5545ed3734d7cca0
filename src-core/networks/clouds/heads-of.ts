/** Numbers of a head of attention, about. */
const ofHead = 16;

/** How many heads share a width evenly. */
export function headsOf(width: number): number {
  let heads = Math.max(1, Math.floor(width / ofHead));
  while (width % heads !== 0) heads--;
  return heads;
}
