import type { Group } from '../groups/define-group';
import { rowOf, selectRows, zeroPoints, type Points } from '../mathematics/points';
import { randomPermutation, type RandomStream } from '../mathematics/random-stream';
import type { TrainedModel } from '../trainers/define-trainer';

const probes = 64;

/**
 * E‖f(gx) − g f(x)‖² / E‖f(x)‖² over Haar-random g: of the score at training points with noise half of their standard deviation, or of a generator at normal latents;
 * null where the model has neither.
 */
export async function equivarianceError(
  model: Pick<TrainedModel, 'score' | 'generate'>,
  training: Points,
  group: Group,
  stream: RandomStream,
): Promise<number | null> {
  const { dimension } = training;
  const noise = 0.5 * rootMeanSquare(training);
  const { score, generate } = model;
  const map = score === undefined ? generate : (y: Points) => score(y, noise);
  if (map === undefined) return null;
  const chosen = randomPermutation(stream, training.count).subarray(0, probes);
  const clean = score === undefined ? zeroPoints(probes, dimension) : selectRows(training, chosen);
  const deviation = score === undefined ? 1 : noise;
  const y = zeroPoints(clean.count, dimension);
  const moved = zeroPoints(clean.count, dimension);
  const elements = Array.from({ length: clean.count }, (_, i) => {
    for (let d = 0; d < dimension; d++)
      y.values[i * dimension + d] = (clean.values[i * dimension + d] ?? 0) + deviation * stream.normal();
    const g = group.sample(stream);
    group.act(g, rowOf(y, i), moved.values.subarray(i * dimension, (i + 1) * dimension));
    return g;
  });
  const value = await map(y);
  const valueOfMoved = await map(moved);
  const expected = new Float64Array(dimension);
  let error = 0;
  let size = 0;
  elements.forEach((g, i) => {
    group.act(g, rowOf(value, i), expected);
    for (let d = 0; d < dimension; d++) {
      error += ((valueOfMoved.values[i * dimension + d] ?? 0) - (expected[d] ?? 0)) ** 2;
      size += (expected[d] ?? 0) ** 2;
    }
  });
  return size > 0 ? error / size : 0;
}

function rootMeanSquare({ values }: Points): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum / Math.max(1, values.length)) || 1;
}
