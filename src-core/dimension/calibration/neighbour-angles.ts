import { squaredDistanceOfPair } from '../../gap/squared-distances';
import { rowOf } from '../../mathematics/points';
import { mean } from '../../mathematics/statistics';
import type { Work } from '../../work';
import type { EstimatorSample } from '../define-estimator';
import { moments } from './moments';

/** What the angles at which points see their neighbours tell. */
export interface NeighbourAngles {
  /** Of the cosines of all pairs: mean, variance, and fourth central moment over the variance squared. */
  readonly mean: number;
  readonly variance: number;
  readonly kurtosis: number;
  /** Variance over the points of the mean cosine, and of the mean squared cosine, of one point. */
  readonly spreadOfMeans: number;
  readonly spreadOfSquares: number;
}

/** Points between two checkpoints. */
const stride = 50;

/**
 * Angles between the directions from a point to some of its neighbours, by the law of cosines from distances alone: they exist on every quotient. In R^d the mean squared
 * cosine of independent directions is 1/d.
 *
 * @param rows - the points, as rows of the sample
 * @param ranks - the neighbours, counted from 0
 */
export async function neighbourAngles(
  { points, group, neighbours }: EstimatorSample,
  rows: Int32Array,
  ranks: readonly number[],
  work: Work,
): Promise<NeighbourAngles> {
  const pairs = (ranks.length * (ranks.length - 1)) / 2;
  const cosines = new Float64Array(rows.length * pairs);
  const scratch = new Float64Array(points.dimension);
  let at = 0;
  for (const [done, row] of rows.entries()) {
    if (done % stride === 0) await work.checkpoint({ step: 'angles', current: done, total: rows.length });
    const start = row * neighbours.k;
    for (let a = 1; a < ranks.length; a++) {
      for (let b = 0; b < a; b++) {
        const first = start + (ranks[a] as number);
        const second = start + (ranks[b] as number);
        const x = neighbours.squaredDistances[first] as number;
        const y = neighbours.squaredDistances[second] as number;
        const z = squaredDistanceOfPair(
          group,
          rowOf(points, neighbours.indices[first] as number),
          rowOf(points, neighbours.indices[second] as number),
          scratch,
        );
        // On a curved quotient three distances may belong to no triangle.
        cosines[at++] = Math.max(-1, Math.min(1, (x + y - z) / (2 * Math.sqrt(x * y))));
      }
    }
  }
  const own = Array.from(rows, (_, i) => cosines.subarray(i * pairs, (i + 1) * pairs));
  const ofAll = moments(cosines);
  return {
    mean: ofAll.mean,
    variance: ofAll.variance,
    kurtosis: ofAll.fourth / Math.max(ofAll.variance ** 2, Number.MIN_VALUE),
    spreadOfMeans: moments(Float64Array.from(own, mean)).variance,
    spreadOfSquares: moments(Float64Array.from(own, (values) => mean(values.map((value) => value * value)))).variance,
  };
}
