import type { Group } from '../groups/define-group';
import { type Points, rowsOf, selectRows } from '../mathematics/points';
import { randomPermutation, randomStream } from '../mathematics/random-stream';
import { mean, sampleVariance } from '../mathematics/statistics';
import type { Work } from '../work';
import { quotientCoordinates } from './quotient-coordinates';
import { setTransport } from './set-transport';
import { squaredDistances } from './squared-distances';
import { subsamplePairs } from './subsample-pairs';
import { toUnitScale } from './unit-scale';

/** Means over pairs of disjoint n-subsamples, in squared units of the coordinates, each with its standard error. */
export interface SubsampleTransport {
  /** n. */
  readonly size: number;
  /** How many pairs; no two have a point in common, so that they are independent. */
  readonly pairs: number;
  /** W₂² between the two subsamples of a pair. */
  readonly squaredDistance: number;
  readonly standardError: number;
  /** R_n from the same pairs. */
  readonly gap: number;
  readonly gapStandardError: number;
}

export interface SubsampleTransportRequest {
  readonly points: Points;
  readonly group: Group;
  /** For the choice of subsamples. */
  readonly seed: number;
}

/**
 * The squared Wasserstein-2 distance on the quotient between two disjoint n-subsamples of the data, beside the gap R_n of the same pairs, for n = 4, 8, … 256.
 * The gap E min_z d²(y, z) is the one-sided relaxation of the coupling: each point of one set may go to the same point of the other, so that R_n ≤ W₂² for
 * each pair. On a regular space of d ≥ 3 both fall as n^(−2/d); in one dimension, where the gap falls as n⁻², W₂² falls as n⁻¹ only, and in two it is longer
 * than n⁻¹ by a factor log n (Ajtai, Komlós & Tusnády, "On optimal matchings", Combinatorica 4, 1984; in general at most n^(−1/2) for d < 4 by Fournier &
 * Guillin, Probability Theory and Related Fields 162, 2015, Theorem 1).
 *
 * Throws an ExpectedError: 'too-few-points' below 64 points, 'not-finite' or 'invalid-input' for coordinates that have no distances.
 */
export async function subsampleTransport(
  { points, group, seed }: SubsampleTransportRequest,
  work: Work,
): Promise<readonly SubsampleTransport[]> {
  const plan = subsamplePairs(points.count, group);
  const most = Math.max(...plan.map(({ size, pairs }) => 2 * size * pairs));
  // In random order: neighbours in the data may be alike.
  const chosen = randomPermutation(randomStream([seed, 'transport between subsamples']), points.count).slice(0, most);
  const used = selectRows(points, chosen);
  const { candidates, squaredUnit } = toUnitScale(used, used, group);
  const coordinates = quotientCoordinates(group);
  const mapped = coordinates.map(candidates);
  const total = plan.reduce((sum, { size, pairs }) => sum + pairs * size ** 2, 0);
  let current = 0;
  const breathe = (): Promise<void> => work.checkpoint({ step: 'transport', current, total });
  const results: SubsampleTransport[] = [];
  for (const { size, pairs } of plan) {
    const found = [];
    for (let pair = 0; pair < pairs; pair++) {
      await breathe();
      const from = 2 * size * pair;
      const one = rowsOf(mapped, from, from + size);
      const other = rowsOf(mapped, from + size, from + 2 * size);
      found.push(setTransport(await allDistances(one, other, coordinates.group, breathe), size));
      current += size ** 2;
    }
    const distances = found.map(({ squaredDistance }) => squaredDistance * squaredUnit);
    const gaps = found.map(({ gap }) => gap * squaredUnit);
    results.push({
      ...{ size, pairs, squaredDistance: mean(distances), standardError: errorOfMean(distances) },
      ...{ gap: mean(gaps), gapStandardError: errorOfMean(gaps) },
    });
  }
  await breathe();
  return results;
}

/** All squared distances from one set to another, row by row. */
async function allDistances(
  one: Points,
  other: Points,
  group: Group,
  breathe: () => Promise<void>,
): Promise<Float64Array> {
  const distances = squaredDistances(one, other, group);
  const all = new Float64Array(one.count * other.count);
  try {
    for (let from = 0; from < one.count; from += distances.rowsPerBlock) {
      if (from > 0) await breathe();
      const to = Math.min(one.count, from + distances.rowsPerBlock);
      all.set(await distances.block(from, to, breathe), from * other.count);
    }
  } finally {
    distances.dispose();
  }
  return all;
}

function errorOfMean(values: readonly number[]): number {
  return Math.sqrt(sampleVariance(values) / values.length);
}
