import type { Group } from '../groups/define-group';
import type { Points } from '../mathematics/points';
import { squaredNorms } from '../mathematics/squared-norms';
import type { Work } from '../work';
import { nearestNeighbours } from './nearest-neighbours';

/** A sample this far from G(𝒟), in mean nearest-neighbour distances within 𝒟, is not a memorised one. */
const memorisedWithin = 0.1;
/** The same in root mean square norms of the training points, where they all lie on one orbit. */
const withoutSpacing = 0.01;
/** Squared distances, relative to the points' squared size, that rounding makes. */
const rounding = 1e-20;

/** Where the samples of a generator lie, with respect to the orbits of its training points. */
export interface Landings {
  /** Mean distance from a training orbit to the nearest other one. */
  readonly spacing: number;
  /** Share of samples within a tenth of the spacing of a training orbit. */
  readonly memorised: number;
  /** Share of the distinct training orbits that are some sample's nearest, within the same distance. */
  readonly coverage: number;
  /** The mean over the orbits of 1 − (1 − c/n)^m, for m samples and c coincident points on an orbit. */
  readonly expectedCoverage: number;
}

/** Compares samples with at least two training points. */
export async function findLandings(training: Points, group: Group, samples: Points, work: Work): Promise<Landings> {
  const others = await nearestNeighbours(
    { queries: training, candidates: training, group, k: 1, excludeSelf: true },
    work,
  );
  const spacing = others.squaredDistances.reduce((sum, value) => sum + Math.sqrt(value), 0) / training.count;
  const nearest = await nearestNeighbours({ queries: samples, candidates: training, group, k: 1 }, work);
  const size = meanSquaredNorm(training);
  const zero = rounding * size;
  const separate = spacing ** 2 > zero;
  const orbits = separate
    ? coincidentOrbits(others.indices, others.squaredDistances, zero)
    : new Int32Array(training.count);
  // Where all orbits are one there is no spacing; the size of the data stands in.
  const limit = separate ? (memorisedWithin * spacing) ** 2 : withoutSpacing ** 2 * size;
  const reached = new Set<number>();
  let close = 0;
  nearest.squaredDistances.forEach((value, i) => {
    if (value > limit) return;
    close++;
    reached.add(orbits[nearest.indices[i] ?? 0] ?? 0);
  });
  const points = new Map<number, number>();
  for (const orbit of orbits) points.set(orbit, (points.get(orbit) ?? 0) + 1);
  const missed = [...points.values()].map((count) =>
    count === training.count ? 0 : Math.exp(samples.count * Math.log1p(-count / training.count)),
  );
  return {
    spacing,
    memorised: close / samples.count,
    coverage: reached.size / points.size,
    expectedCoverage: 1 - missed.reduce((sum, share) => sum + share, 0) / points.size,
  };
}

/** For each training point the first of those that lie on the same orbit, by each one's nearest other. */
function coincidentOrbits(nearest: Int32Array, squaredDistances: Float64Array, zero: number): Int32Array {
  const first = Int32Array.from(nearest.keys());
  const root = (i: number): number => {
    let at = i;
    while (first[at] !== at) at = first[at] as number;
    return at;
  };
  squaredDistances.forEach((value, i) => {
    if (value > zero) return;
    const [a, b] = [root(i), root(nearest[i] as number)];
    first[Math.max(a, b)] = Math.min(a, b);
  });
  return first.map((_, i) => root(i));
}

function meanSquaredNorm(points: Points): number {
  return squaredNorms(points).reduce((sum, norm) => sum + norm, 0) / points.count;
}
