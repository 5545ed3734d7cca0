import type { Neighbours } from '../gap/nearest-neighbours';

/** At least so many points must be left for an estimate. */
const fewestPoints = 10;

/** One sentence where fewer neighbours of each point are known than the estimator needs, or nothing. */
export function tooFewNeighbours({ k }: Neighbours, needed: number): string | undefined {
  return k < needed ? `It needs ${String(needed)} neighbours of each point; there are ${String(k)}.` : undefined;
}

/** One sentence where too few points are left for any estimate, or nothing. */
export function tooFewPoints(usable: number, excluded: number): string | undefined {
  if (usable >= fewestPoints) return undefined;
  return excluded === 0
    ? `It needs at least ${String(fewestPoints)} points; there are ${String(usable)}.`
    : `It needs at least ${String(fewestPoints)} points apart from each other; ${String(excluded)} of ${String(usable + excluded)} coincide with another.`;
}

/** One sentence that says why no estimate is possible from so many usable points, or nothing where one is. */
export function whyNot(usable: number, excluded: number): string | undefined {
  const lack = tooFewPoints(usable, excluded);
  if (lack !== undefined) return lack;
  if (excluded > usable)
    return `Most points (${String(excluded)} of ${String(usable + excluded)}) coincide with another.`;
  return undefined;
}

/** Where distances do not grow from neighbour to neighbour, as on a lattice. */
export const noGrowth =
  'The neighbours of each point are all equally far, so that the distances say nothing of a dimension.';
