import type { Group } from '../groups/define-group';

/** Beyond, a k-d tree visits most of its leaves. */
const treeDimension = 8;

/** Whether neighbours under the group are searched for in a k-d tree: few coordinates have the quotient distance as their Euclidean one. */
export function usesTree(group: Group): boolean {
  const dimension = group.order === 1 ? group.ambientDimension : group.canonical?.dimension;
  return dimension !== undefined && dimension <= treeDimension;
}

/** About how long the search for the k nearest of one point takes, in nanoseconds: good to a factor of three or so. */
export function treeNanoseconds(k: number): number {
  return 3000 + 400 * k;
}
