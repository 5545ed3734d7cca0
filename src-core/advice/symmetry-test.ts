import { ExpectedError } from '../errors';
import type { Group } from '../groups/define-group';
import type { Points } from '../mathematics/points';
import { type RandomStream, randomStream } from '../mathematics/random-stream';
import type { Work } from '../work';
import type { Breaking } from './breaking';
import { energyStatistic } from './energy-statistic';
import { type Labels, labelsOf, randomLabels } from './labels';
import { movedPool } from './moved-pool';
import { neighbourStatistic } from './neighbour-statistic';
import { poolDistances } from './pool-distances';

/** Points of each sample, at most: the distances of the pool take about a second. */
const largestHalf = 1000;
const smallestHalf = 10;
/** Smallest p-value 1/1000, so that 50 tests can still be corrected for. */
const standardPermutations = 999;
/** Equal sums of distances, added up in another order, differ by no more. */
const rounding = 1e-11;

export interface SymmetryTestRequest {
  readonly points: Points;
  readonly seed: number;
  /** Points of each of the two samples, at most; 1,000 if left out. */
  readonly half?: number;
  /** 999 if left out. */
  readonly permutations?: number;
}

/** One two-sample test between data and moved data. */
export interface SymmetryTest {
  readonly id: 'energy' | 'neighbours';
  /** Exact: under the symmetry, the chance of at most p is at most p. */
  readonly pValue: number;
  readonly breaking: Breaking;
}

export interface SymmetryTester {
  /** How many points as they are were compared with as many that were moved. */
  readonly half: number;
  test(group: Group, work: Work): Promise<readonly SymmetryTest[]>;
}

/**
 * Tests whether the law of data is invariant under groups: points as they are against other points each moved by a Haar-random element of its own, by energy distance
 * (Székely & Rizzo, 2004) and by nearest neighbours (Schilling, 1986; Henze, 1988), with p-values by permutation. Every departure from invariance is detected with
 * enough points: the first sees best what is broken at large, the second what is broken in detail.
 *
 * @throws ExpectedError('too-few-points') below 20 points
 */
export function symmetryTester(request: SymmetryTestRequest): SymmetryTester {
  const { points, seed } = request;
  const half = Math.min(request.half ?? largestHalf, Math.floor(points.count / 2));
  if (half < smallestHalf)
    throw new ExpectedError(
      'too-few-points',
      `Testing a symmetry needs at least ${String(2 * smallestHalf)} points; there are ${String(points.count)}.`,
    );
  const random = randomStream([seed, 'symmetry test']);
  // The same for all groups: each test is valid by itself, and the correction for many tests does not ask for independence.
  const labels = randomLabels(random.derive('labels'), half, request.permutations ?? standardPermutations);
  return { half, test: (group, work) => test({ points, group, half, random, labels }, work) };
}

interface Setup {
  readonly points: Points;
  readonly group: Group;
  readonly half: number;
  readonly random: RandomStream;
  readonly labels: readonly Labels[];
}

async function test(setup: Setup, work: Work): Promise<readonly SymmetryTest[]> {
  const { points, moved } = movedPool(setup.points, setup.group, setup.half, setup.random);
  const distances = await poolDistances(points, 'symmetry test', work);
  const observed = labelsOf(moved);
  const energy = energyStatistic(distances, observed);
  const neighbours = neighbourStatistic(distances, observed);
  const all = [observed, ...setup.labels];
  const ofEnergy = permuted(await energy.ofEach(all, work));
  const ofNeighbours = permuted(neighbours.ofEach(all));
  return [
    { id: 'energy', pValue: ofEnergy.pValue, breaking: energy.breaking() },
    { id: 'neighbours', pValue: ofNeighbours.pValue, breaking: neighbours.breaking(ofNeighbours.random) },
  ];
}

/** A permutation test that rejects large values, from that of the observed labels and those of random ones. */
function permuted(values: Float64Array): { readonly pValue: number; readonly random: Float64Array } {
  const reached = (values[0] as number) * (1 - rounding);
  const random = values.subarray(1);
  const asLarge = random.reduce((count, value) => count + (value >= reached ? 1 : 0), 0);
  // The observed labels are among those that could have been drawn (Phipson & Smyth, 2010).
  return { pValue: (asLarge + 1) / values.length, random };
}
