import { rowOf, zeroPoints, type Points, type Reals } from '../mathematics/points';
import type { RandomStream } from '../mathematics/random-stream';
import { addRowProducts } from '../mathematics/row-products';
import { symmetricEigen } from '../mathematics/symmetric-eigen';
import type { Work } from '../work';
import { rowsAtOnce, type ScoreFunction } from './score-function';

/** Noisy points around each anchor, as a multiple of D (Stanczuk et al., 2022). */
export const perturbations = 4;

export interface NormalBundleRequest {
  /** Points of the space. */
  readonly anchors: Points;
  readonly score: ScoreFunction;
  /** Standard deviation of the noise a coordinate. */
  readonly sigma: number;
  /** The noise of an anchor, by its place. */
  randomOf(place: number): RandomStream;
  /** Anchors that are looked at between two checkpoints; as many as networks see at once when left out. */
  readonly anchorsAtOnce?: number;
}

/**
 * At each anchor the dimension by the rank of the normal bundle (Stanczuk, Batzolis, Deveney & Schönlieb, 2022): near the space the score points back to it, so that
 * the scores at 4D noisy copies of a point span its normal space. The number of their singular values before the largest drop, taken from D, is the dimension.
 *
 * That rule knows of no dimension 0 and D, which a law of single points and one without normal directions have. So first the singular directions with the least and
 * the largest value are looked at: in a normal one the score takes back all of the noise, in a tangential one nothing. Where even the first takes back more than half, all
 * are normal; where even the last takes back less, none is.
 *
 * @returns one whole number an anchor
 */
export async function normalBundleDimensions(
  { anchors, score, sigma, randomOf, anchorsAtOnce }: NormalBundleRequest,
  work: Work,
): Promise<Float64Array> {
  const { count, dimension } = anchors;
  const copies = perturbations * dimension;
  const found = new Float64Array(count);
  const block = anchorsAtOnce ?? Math.max(1, Math.floor(rowsAtOnce / copies));
  for (let from = 0; from < count; from += block) {
    await work.checkpoint({ step: 'scores', current: from, total: count });
    const some = Math.min(block, count - from);
    const noise = new Float64Array(some * copies * dimension);
    const noisy = zeroPoints(some * copies, dimension);
    const size = copies * dimension;
    for (let i = 0; i < some; i++) {
      const [random, anchor] = [randomOf(from + i), rowOf(anchors, from + i)];
      for (let at = 0; at < size; at++) {
        noise[i * size + at] = random.normal();
        noisy.values[i * size + at] = (anchor[at % dimension] as number) + sigma * (noise[i * size + at] as number);
      }
    }
    const scores = (await score(noisy, sigma)).values;
    for (let i = 0; i < some; i++)
      found[from + i] = dimensionOf(
        scores.subarray(i * size, (i + 1) * size),
        noise.subarray(i * size, (i + 1) * size),
        dimension,
        sigma,
      );
  }
  return found;
}

/** D minus the rank, from the scores of one anchor's copies and their noise, rows of D. */
function dimensionOf(scores: Reals, noise: Float64Array, dimension: number, sigma: number): number {
  const copies = noise.length / dimension;
  const columns = new Float64Array(scores.length);
  for (let i = 0; i < copies; i++)
    for (let d = 0; d < dimension; d++) columns[d * copies + i] = scores[i * dimension + d] as number;
  const gram = new Float64Array(dimension * dimension);
  addRowProducts(columns, dimension, copies, gram);
  const { values, vectors } = symmetricEigen(gram, dimension);
  const singular = values.map((value) => Math.sqrt(Math.max(0, value)));
  /** The share of the noise along a singular direction that the score takes back. */
  const takenBack = (index: number): number => {
    const direction = vectors.subarray(index * dimension, (index + 1) * dimension);
    let square = 0;
    for (let i = 0; i < copies; i++) {
      let along = 0;
      for (let d = 0; d < dimension; d++) along += (noise[i * dimension + d] as number) * (direction[d] as number);
      square += along * along;
    }
    return square > 0 ? (sigma * (singular[index] as number)) / Math.sqrt(square) : 0;
  };
  if (takenBack(dimension - 1) > 1 / 2) return 0;
  if (takenBack(0) < 1 / 2) return dimension;
  let [rank, largest] = [1, -Infinity];
  for (let i = 1; i < dimension; i++) {
    const drop = (singular[i - 1] as number) - (singular[i] as number);
    if (drop > largest) [rank, largest] = [i, drop];
  }
  return dimension - rank;
}
