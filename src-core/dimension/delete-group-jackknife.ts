/** How many groups the points are dealt to. */
export const jackknifeGroups = 10;

/** The group of each point, dealt in turn in the order that is given. */
export function dealGroups(order: Int32Array): Uint8Array {
  const groups = new Uint8Array(order.length);
  order.forEach((point, place) => {
    groups[point] = place % jackknifeGroups;
  });
  return groups;
}

/** The delete-a-group jackknife's standard error (Kott, 2001) from the estimates without each of the groups in turn. */
export function jackknifeError(estimates: readonly number[]): number {
  const count = estimates.length;
  const mean = estimates.reduce((sum, value) => sum + value, 0) / count;
  return Math.sqrt(((count - 1) / count) * estimates.reduce((sum, value) => sum + (value - mean) ** 2, 0));
}
