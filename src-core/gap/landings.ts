import type { Group } from '../groups/define-group';
import type { Points } from '../mathematics/points';
import type { Work } from '../work';
import { memorisedWithin } from './memorised-within';
import { nearestNeighbours } from './nearest-neighbours';

/** Neighbours within the threshold that are counted, at most: more of them change no expectation that can be seen. */
const mostCoincident = 16;

/** Where the samples of a generator lie, with respect to the orbits of its training points. */
export interface Landings {
  /** Mean distance from a training orbit to the nearest other one. */
  readonly spacing: number;
  /** Share of samples within a tenth of the spacing of a training orbit. */
  readonly memorised: number;
  /** Share of the training orbits with a sample within the same distance. */
  readonly coverage: number;
  /**
   * What the coverage would be if each of m samples lay on a training orbit chosen at random: the mean of 1 − (1 − c/n)^m, where c orbits lie within that distance of
   * one, itself included.
   */
  readonly expectedCoverage: number;
}

/** Compares samples with at least two training points. */
export async function findLandings(training: Points, group: Group, samples: Points, work: Work): Promise<Landings> {
  const n = training.count;
  const k = Math.min(mostCoincident, n - 1);
  const others = await nearestNeighbours(
    { queries: training, candidates: training, group, k, excludeSelf: true },
    work,
  );
  const nearestOther = (i: number): number => others.squaredDistances[i * k] ?? 0;
  let spacing = 0;
  for (let i = 0; i < n; i++) spacing += Math.sqrt(nearestOther(i)) / n;
  const limit = memorisedWithin(training, spacing);
  const near = await nearestNeighbours({ queries: samples, candidates: training, group, k: 1 }, work);
  const hits = await nearestNeighbours({ queries: training, candidates: samples, group, k: 1 }, work);
  const within = (values: Float64Array): number => values.filter((value) => value <= limit).length;
  let missed = 0;
  for (let i = 0; i < n; i++) {
    const coincident = 1 + within(others.squaredDistances.subarray(i * k, (i + 1) * k));
    missed += coincident >= n ? 0 : Math.exp(samples.count * Math.log1p(-coincident / n)) / n;
  }
  return {
    spacing,
    memorised: within(near.squaredDistances) / samples.count,
    coverage: within(hits.squaredDistances) / n,
    expectedCoverage: 1 - missed,
  };
}
