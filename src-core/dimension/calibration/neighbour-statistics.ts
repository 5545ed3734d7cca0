import type { Neighbours } from '../../gap/nearest-neighbours';
import { quotientCoordinates } from '../../gap/quotient-coordinates';
import { randomPermutation } from '../../mathematics/random-stream';
import { mean } from '../../mathematics/statistics';
import type { Work } from '../../work';
import type { EstimatorSample } from '../define-estimator';
import { correlation, moments } from './moments';
import { neighbourAngles } from './neighbour-angles';
import { pairDistances } from './pair-distances';

/** How many neighbours the statistics look at. */
export const neighboursUsed = 64;

/** Neighbours between which the mean logarithm of the distance is compared. */
const ranks = [1, 2, 4, 8, 16, 32, 64];
/** Neighbours, counted from 0, between which angles are taken: the nearest ten, and ten farther ones. */
const near = Array.from({ length: 10 }, (_, i) => i);
const far = Array.from({ length: 10 }, (_, i) => 27 + 4 * i);

/** How many points angles are taken at, and how many pairs are measured, where distances are cheap and where points must be aligned. */
const cheap = { points: 1000, pairs: 20_000 };
const dear = { points: 300, pairs: 3000 };

/** Keeps logarithms of what may be 0 finite. */
const tiny = 1e-9;

/** Numbers that do not depend on the unit, from one neighbour pass. */
export interface NeighbourStatistics {
  /** log of the dimension that the mean logarithms of the distances to the first four neighbours give: what is to be corrected. */
  readonly logDimension: number;
  /** In the order that the calibration was made with. */
  readonly values: Float64Array;
}

/**
 * What the neighbours of points show of their space: how the geometric gap exp(E log r_k) falls with the density of the points (its local dimension at seven scales), how distances
 * vary from point to point, how large the whole is beside them, and the angles between neighbours. Undefined where distances do not grow from neighbour to neighbour.
 *
 * @param sample - with at least `neighboursUsed` neighbours a point
 * @param rows - the points to look from, all at positive distances from their neighbours
 */
export async function neighbourStatistics(
  sample: EstimatorSample,
  rows: Int32Array,
  work: Work,
): Promise<NeighbourStatistics | undefined> {
  const { neighbours } = sample;
  const logs = new Map(ranks.map((rank) => [rank, logDistances(neighbours, rows, rank)]));
  const logOf = (rank: number): Float64Array => logs.get(rank) ?? new Float64Array(0);
  const dimensions = ranks.slice(1).map((rank, i) => {
    const nearer = ranks[i] as number;
    // E log r_k = (ψ(k) + constant)/d in a density that is constant.
    return Math.log(harmonic(rank) - harmonic(nearer)) - Math.log(mean(logOf(rank)) - mean(logOf(nearer)));
  });
  if (!dimensions.every((value) => value < Infinity)) return undefined;
  const [first = 0, second = 0, third = 0, , , last = 0] = dimensions;

  const inner = difference(logOf(8), logOf(1));
  const outer = difference(logOf(64), logOf(8));
  const middle = moments(logOf(16));

  const coordinates = quotientCoordinates(sample.group);
  const flat = { ...sample, points: coordinates.map(sample.points), group: coordinates.group };
  const { points, pairs } = flat.group.order === 1 ? cheap : dear;
  const distances = pairDistances(flat, pairs);
  const size = moments(distances);
  const shuffled = randomPermutation(sample.random.derive('angles'), rows.length);
  const chosen = Int32Array.from(shuffled.subarray(0, points), (index) => rows[index] as number);
  const angles = [await neighbourAngles(flat, chosen, near, work), await neighbourAngles(flat, chosen, far, work)];

  const values = [
    Math.log(sample.points.count),
    ...dimensions,
    first - third,
    third - last,
    ...[1, 4, 16, 64].map((rank) => Math.log(moments(logOf(rank)).variance + tiny)),
    Math.atan(middle.third / (middle.variance + tiny) ** 1.5),
    Math.log(relativeVariance(inner) + tiny),
    Math.log(relativeVariance(outer) + tiny),
    correlation(outer, logOf(16)),
    Math.log(tiny + Math.max(0, Math.log(size.mean) / 2 - mean(logOf(1)))),
    Math.log(tiny + Math.max(0, Math.log(size.mean) / 2 - mean(logOf(64)))),
    Math.log(size.variance / size.mean ** 2 + tiny),
    ...angles.flatMap((angle) => [
      Math.atanh(Math.max(-0.95, Math.min(0.95, angle.mean))),
      -Math.log(angle.variance + tiny),
      Math.log(angle.kurtosis + tiny),
      Math.log(angle.spreadOfMeans + 1e-6),
      Math.log(angle.spreadOfSquares + 1e-6),
    ]),
  ];
  return { logDimension: (first + second) / 2, values: Float64Array.from(values) };
}

function logDistances({ k, squaredDistances }: Neighbours, rows: Int32Array, rank: number): Float64Array {
  return Float64Array.from(rows, (row) => Math.log(squaredDistances[row * k + rank - 1] as number) / 2);
}

/** ψ(k) − ψ(1) = 1 + 1/2 + … + 1/(k − 1). */
function harmonic(k: number): number {
  let sum = 0;
  for (let j = 1; j < k; j++) sum += 1 / j;
  return sum;
}

function difference(first: Float64Array, second: Float64Array): Float64Array {
  return first.map((value, i) => value - (second[i] as number));
}

function relativeVariance(values: Float64Array): number {
  const { mean: centre, variance } = moments(values);
  return variance / (centre * centre + tiny);
}
