import { rowOf, zeroPoints, type Points, type Reals } from '../mathematics/points';
import type { RandomStream } from '../mathematics/random-stream';
import type { Work } from '../work';
import { rowsAtOnce, type ScoreFunction } from './score-function';

/** In standard deviations of the noise, over which a score changes: differences over less would be lost in the rounding of networks. */
const step = 0.1;

export interface FlipdRequest {
  /** Points of the space. */
  readonly points: Points;
  readonly score: ScoreFunction;
  /** Standard deviation of the noise a coordinate. */
  readonly sigma: number;
  /** Directions a point in which differences are taken; at least D means all axes. */
  readonly directions: number;
  /** For the choice of directions. */
  readonly random: RandomStream;
}

/**
 * FLIPD (Kamkari, Ross, Hosseinzadeh, Cresswell & Loaiza-Ganem, 2024) at each point x: D + σ² (tr ∇s(x) + ‖s(x)‖²) = D + ∂ log p_σ(x) / ∂ log σ. The divergence is the sum of
 * central differences along all axes; with fewer directions than D, the mean of ⟨v, ∂s/∂v⟩ over vectors v of random signs (Hutchinson, 1990).
 *
 * @returns one number a point; it may be negative, or above D far from where the law has its mass
 */
export async function flipdDimensions(request: FlipdRequest, work: Work): Promise<Float64Array> {
  const { points, score, sigma, directions, random } = request;
  const { count, dimension } = points;
  const axes = directions >= dimension;
  const each = axes ? dimension : directions;
  const rows = 1 + 2 * each;
  const found = new Float64Array(count);
  const block = Math.max(1, Math.floor(rowsAtOnce / rows));
  for (let from = 0; from < count; from += block) {
    await work.checkpoint({ step: 'scores', current: from, total: count });
    const some = Math.min(block, count - from);
    const y = zeroPoints(some * rows, dimension);
    const ways = axes ? unitVectors(some, dimension) : randomSigns(some * each * dimension, random);
    for (let i = 0; i < some; i++) {
      const point = rowOf(points, from + i);
      y.values.set(point, i * rows * dimension);
      for (let k = 0; k < each; k++)
        for (let d = 0; d < dimension; d++) {
          const shift = step * sigma * (ways[(i * each + k) * dimension + d] as number);
          const at = (i * rows + 1 + 2 * k) * dimension + d;
          y.values[at] = (point[d] as number) + shift;
          y.values[at + dimension] = (point[d] as number) - shift;
        }
    }
    const scores = (await score(y, sigma)).values;
    for (let i = 0; i < some; i++) {
      const own = scores.subarray(i * rows * dimension, (i + 1) * rows * dimension);
      const divergence = divergenceOf(own, ways.subarray(i * each * dimension, (i + 1) * each * dimension), dimension);
      const norm = Float64Array.from(own.subarray(0, dimension)).reduce((sum, value) => sum + value * value, 0);
      found[from + i] = dimension + (sigma * divergence) / (axes ? 1 : each) + sigma * sigma * norm;
    }
  }
  return found;
}

/** All axes, as often as there are points. */
function unitVectors(count: number, dimension: number): Float64Array {
  const vectors = new Float64Array(count * dimension * dimension);
  for (let i = 0; i < count * dimension; i++) vectors[i * dimension + (i % dimension)] = 1;
  return vectors;
}

function randomSigns(count: number, random: RandomStream): Float64Array {
  return Float64Array.from({ length: count }, () => (random.uniform() < 0.5 ? -1 : 1));
}

/** σ times the sum over the ways v of ⟨v, ∂s/∂v⟩, from the scores at a point and, in pairs, beside it. */
function divergenceOf(scores: Reals, ways: Float64Array, dimension: number): number {
  let sum = 0;
  for (let k = 0; k < ways.length / dimension; k++)
    for (let d = 0; d < dimension; d++) {
      const at = (1 + 2 * k) * dimension + d;
      const difference = (scores[at] as number) - (scores[at + dimension] as number);
      sum += ((ways[k * dimension + d] as number) * difference) / (2 * step);
    }
  return sum;
}
