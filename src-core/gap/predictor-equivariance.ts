import type { Group } from '../groups/define-group';
import { columnsOf, rowOf, rowsOf, zeroPoints, type Points } from '../mathematics/points';
import type { RandomStream } from '../mathematics/random-stream';
import type { PairLayout } from '../spaces/layout';
import type { Predictor } from '../trainers/define-trainer';
import type { Work } from '../work';

const probes = 64;

export interface PredictorEquivarianceRequest {
  readonly predictor: Predictor;
  readonly pair: PairLayout;
  /** Pairs of the task, at whose inputs the predictor is looked at. */
  readonly pairs: Points;
  /** A group of pairs, which moves inputs and outputs apart. */
  readonly group: Group;
  readonly random: RandomStream;
}

/** E‖f(gx) − g f(x)‖² / E‖f(x)‖² of a predictor, hypothesis by hypothesis, over held-out inputs x and Haar-random g; null where the group moves nothing. */
export async function predictorEquivarianceError(
  { predictor, pair, pairs, group, random }: PredictorEquivarianceRequest,
  work: Work,
): Promise<number | null> {
  if (group.order === 1) return null;
  const { inputs, outputs } = pair;
  const width = inputs + outputs;
  const chosen = rowsOf(pairs, 0, Math.min(probes, pairs.count));
  const moved = zeroPoints(chosen.count, width);
  const elements = Array.from({ length: chosen.count }, (_, i) => {
    const g = group.sample(random);
    group.act(g, rowOf(chosen, i), moved.values.subarray(i * width, (i + 1) * width));
    return g;
  });
  const value = await predictor.predict(columnsOf(chosen, 0, inputs), work);
  const valueOfMoved = await predictor.predict(columnsOf(moved, 0, inputs), work);
  const output = new Float64Array(width);
  const image = new Float64Array(width);
  let error = 0;
  let size = 0;
  for (let row = 0; row < value.count; row++) {
    output.set(rowOf(value, row), inputs);
    group.act(elements[Math.floor(row / predictor.hypotheses)] as Float64Array, output, image);
    const found = rowOf(valueOfMoved, row);
    for (let k = 0; k < outputs; k++) {
      const expected = image[inputs + k] as number;
      error += ((found[k] as number) - expected) ** 2;
      size += expected ** 2;
    }
  }
  return size > 0 ? error / size : 0;
}
