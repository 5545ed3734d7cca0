import { memorisedWithin } from '../gap/memorised-within';
import { nearestNeighbours } from '../gap/nearest-neighbours';
import { pairNanoseconds } from '../gap/pair-cost';
import { treeNanoseconds, usesTree } from '../gap/tree-search';
import type { Group } from '../groups/define-group';
import { selectRows, type Points } from '../mathematics/points';
import { mean, sampleVariance } from '../mathematics/statistics';
import { thinnedRows } from '../sweep/draws';
import type { RandomStream } from '../mathematics/random-stream';
import type { Work } from '../work';

/** The nearest training orbits of some points of a set. */
export interface NearestOrbits {
  /** Places in the set, ascending. */
  readonly places: Int32Array;
  /** Rows of the training set. */
  readonly nearest: Int32Array;
  /** Not squared. */
  readonly distances: Float64Array;
}

export interface OrbitDistances {
  readonly outputs: NearestOrbits | null;
  readonly test: NearestOrbits;
  /** From training points to the nearest other training orbit; null for a single one. */
  readonly spacing: NearestOrbits | null;
  readonly meanSpacing: number | null;
  /** Standard error of the mean over the training points that were measured. */
  readonly meanSpacingError: number | null;
  /** Distance up to which an output counts as memorised. */
  readonly threshold: number | null;
  /** Share of the measured outputs that are memorised; null where there are none. */
  readonly memorised: number | null;
  /** Share of the measured training orbits with an output within the threshold. */
  readonly covered: number | null;
}

export interface OrbitDistancesRequest {
  readonly training: Points;
  readonly outputs: Points | null;
  readonly test: Points;
  /** Training rows from whose points the spacing is measured. */
  readonly trainingRows: Int32Array;
  readonly group: Group;
  /** Chooses points where not all can be afforded. */
  readonly random: RandomStream;
}

/** Nanoseconds that the outputs may take, and each of the other searches. */
const outputsBudget = 3e10;
const budget = 8e9;
const fewest = 64;

/**
 * How far outputs and test points lie from the orbits of the training points, beside how far those lie from each other: exact nearest neighbours in the quotient, of as
 * many points, chosen at random, as take about a minute.
 */
export async function orbitDistances(request: OrbitDistancesRequest, work: Work): Promise<OrbitDistances> {
  const { training, outputs, test, trainingRows, group, random } = request;
  const some = (what: string, count: number, candidates: number, time: number): Int32Array => {
    const each = usesTree(group) ? treeNanoseconds(2) : pairNanoseconds(group) * candidates;
    return thinnedRows(count, Math.max(fewest, Math.floor(time / each)), random.derive(what));
  };
  const nearestTo = async (set: Points, places: Int32Array, step: string): Promise<NearestOrbits> => {
    const queries = selectRows(set, places);
    const found = await nearestNeighbours({ queries, candidates: training, group, k: 1 }, named(work, step));
    return { places, nearest: found.indices, distances: found.squaredDistances.map(Math.sqrt) };
  };
  const n = training.count;
  const spacingPlaces = some('spacing', trainingRows.length, n, budget);
  const spacing = n < 2 ? null : await spacingOf(training, trainingRows, spacingPlaces, group, work);
  const spread = spacing === null ? null : meanOf(spacing.distances);
  const threshold = spread === null ? null : Math.sqrt(memorisedWithin(training, spread.mean));
  const own =
    outputs === null
      ? null
      : await nearestTo(outputs, some('outputs', outputs.count, n, outputsBudget), 'distances of the outputs');
  const covered =
    outputs === null || threshold === null
      ? null
      : await coveredOf(training, trainingRows, spacingPlaces, outputs, group, threshold, work);
  return {
    outputs: own,
    test: await nearestTo(test, some('test', test.count, n, budget), 'distances of the test points'),
    spacing,
    meanSpacing: spread?.mean ?? null,
    meanSpacingError: spread?.standardError ?? null,
    threshold,
    memorised: own === null || threshold === null ? null : shareWithin(own.distances, threshold),
    covered,
  };
}

/** Two neighbours of each, of which one may be the point itself. */
async function spacingOf(
  training: Points,
  rows: Int32Array,
  places: Int32Array,
  group: Group,
  work: Work,
): Promise<NearestOrbits> {
  const chosen = places.map((place) => rows[place] as number);
  const queries = selectRows(training, chosen);
  const found = await nearestNeighbours(
    { queries, candidates: training, group, k: 2 },
    named(work, 'spacing of the orbits'),
  );
  const other = Int32Array.from(chosen, (row, i) => (found.indices[2 * i] === row ? 2 * i + 1 : 2 * i));
  return {
    places,
    nearest: other.map((at) => found.indices[at] as number),
    distances: Float64Array.from(other, (at) => Math.sqrt(found.squaredDistances[at] as number)),
  };
}

async function coveredOf(
  training: Points,
  rows: Int32Array,
  places: Int32Array,
  outputs: Points,
  group: Group,
  threshold: number,
  work: Work,
): Promise<number> {
  const queries = selectRows(
    training,
    places.map((place) => rows[place] as number),
  );
  const { squaredDistances } = await nearestNeighbours(
    { queries, candidates: outputs, group, k: 1 },
    named(work, 'coverage of the orbits'),
  );
  return shareWithin(squaredDistances.map(Math.sqrt), threshold);
}

function shareWithin(distances: Float64Array, threshold: number): number {
  return distances.filter((distance) => distance <= threshold).length / distances.length;
}

function meanOf(values: Float64Array): { readonly mean: number; readonly standardError: number | null } {
  return {
    mean: mean(values),
    standardError: values.length < 2 ? null : Math.sqrt(sampleVariance(values) / values.length),
  };
}

function named(work: Work, step: string): Work {
  return { checkpoint: (progress) => work.checkpoint({ ...progress, step }) };
}
