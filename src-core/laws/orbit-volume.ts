import { ExpectedError } from '../errors';
import type { Group } from '../groups/define-group';
import { type Points, type Reals, rowOf, zeroPoints } from '../mathematics/points';
import type { RandomStream } from '../mathematics/random-stream';
import { pseudoVolumeElement } from '../mathematics/volume-element';
import type { Work } from '../work';
import { stabiliserOrders } from './stabiliser';
import { unitBallVolume } from './unit-ball-volume';

/** The volume of the orbits of Ω's points (the number of their points for a finite group). */
export interface OrbitVolume {
  readonly at: (x: Reals) => number;
  /** Number of elements that fix a generic point of Ω; Infinity where they form a continuous subgroup. */
  readonly stabiliser: number;
  /** Did all points that were looked at have as many? */
  readonly uniform: boolean;
  /** Relative standard error common to all volumes; 0 where they are exact. */
  readonly relativeError: number;
}

/**
 * vol(orbit of x) = c · √det(T Tᵀ) with T the tangents at x: c = vol(G) / |stabiliser|, and where the stabiliser is continuous and the group has no
 * closed form, c is measured on one orbit, since the stabilisers of generic points are conjugate.
 * @throws ExpectedError('not-finite') for groups such as all permutations of more than 170 things
 * @param points - some points of Ω
 * @param orbitDimension - of their orbits
 */
export async function orbitVolume(
  group: Group,
  points: Points,
  orbitDimension: number,
  random: RandomStream,
  work: Work,
): Promise<OrbitVolume> {
  if (group.order === 1) return { at: () => 1, stabiliser: 1, uniform: true, relativeError: 0 };
  const element = (x: Reals): number =>
    group.dimension === 0 ? 1 : pseudoVolumeElement(group.tangents(x), orbitDimension);
  // A number of elements beyond the range of numbers is given as the largest of them.
  if (group.volume >= Number.MAX_VALUE)
    throw new ExpectedError(
      'not-finite',
      'The group has too many elements for double precision; no constant can be given.',
    );
  if (orbitDimension < group.dimension) {
    const { orbitVolume: closedForm } = group;
    if (closedForm !== undefined) return { at: closedForm, stabiliser: Infinity, uniform: true, relativeError: 0 };
    const x = rowOf(points, 0);
    const measured = await measuredVolume(group, x, orbitDimension, random, work);
    const factor = measured.volume / element(x);
    return {
      at: (y) => factor * element(y),
      stabiliser: Infinity,
      uniform: true,
      relativeError: measured.relativeError,
    };
  }
  const some = Array.from({ length: Math.min(3, points.count) }, (_, i) => rowOf(points, i));
  const orders = await stabiliserOrders(group, some, random, work);
  const stabiliser = Math.min(...orders);
  const factor = group.volume / stabiliser;
  return { at: (x) => factor * element(x), stabiliser, uniform: Math.max(...orders) === stabiliser, relativeError: 0 };
}

/** Coordinate differences that the measurement of a volume may cost. */
const effort = 4e8;

/**
 * The volume of a k-dimensional orbit from the share of pairs of its random points that lie closer than ε, ω_k ε^k / vol up to a
 * relative correction of order ε², which two radii remove.
 */
async function measuredVolume(
  group: Group,
  x: Reals,
  k: number,
  random: RandomStream,
  work: Work,
): Promise<{ volume: number; relativeError: number }> {
  const length = x.length;
  const count = Math.floor(Math.min(12_000, Math.sqrt((2 * effort) / length)));
  const orbit = zeroPoints(count, length);
  for (let i = 0; i < count; i++)
    group.act(group.sample(random), x, orbit.values.subarray(i * length, (i + 1) * length));
  const wide = closeSquare(orbit, 0.01 ** Math.max(1, k / 3));
  const narrow = wide / 2;
  let [wideHits, narrowHits] = [0, 0];
  for (let i = 0; i < count; i++) {
    if (i % 256 === 0) await work.checkpoint({ step: 'orbits', current: i, total: count });
    for (let j = 0; j < i; j++) {
      const square = squareBetween(orbit, i, j);
      if (square < wide) wideHits++;
      if (square < narrow) narrowHits++;
    }
  }
  const pairs = (count * (count - 1)) / 2;
  const volumeFrom = (square: number, hits: number): number =>
    (unitBallVolume(k) * Math.pow(square, k / 2) * pairs) / hits;
  return {
    volume: 2 * volumeFrom(narrow, narrowHits) - volumeFrom(wide, wideHits),
    relativeError: 2 / Math.sqrt(narrowHits),
  };
}

/** A squared distance that about the given share of pairs falls below. */
function closeSquare(points: Points, share: number): number {
  const some = Math.min(1000, points.count);
  const squares = new Float64Array((some * (some - 1)) / 2);
  for (let i = 0, pair = 0; i < some; i++) for (let j = 0; j < i; j++) squares[pair++] = squareBetween(points, i, j);
  return squares.sort()[Math.ceil(share * squares.length)] ?? 0;
}

function squareBetween({ values, dimension }: Points, i: number, j: number): number {
  let square = 0;
  for (let c = 0; c < dimension; c++)
    square += ((values[i * dimension + c] as number) - (values[j * dimension + c] as number)) ** 2;
  return square;
}
