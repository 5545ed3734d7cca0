import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import { rowOf } from '../../mathematics/points';
import type { PairLayout } from '../../spaces/layout';
import type { PredictorSettings } from './predictor-settings';
import type { PreparedPairs } from './prepared-pairs';

/** The pairs of a step, scaled: inputs [R, B, inputs] and targets [R, B, outputs]. They follow from the replica's stream and the step alone. */
export function drawPairs(
  replicas: readonly PreparedPairs[],
  pair: PairLayout,
  settings: PredictorSettings,
  batch: number,
  step: number,
): { readonly x: Tensor3D; readonly y: Tensor3D } {
  const { inputs, outputs } = pair;
  const { symmetry, fresh } = settings;
  const x = new Float32Array(replicas.length * batch * inputs);
  const y = new Float32Array(replicas.length * batch * outputs);
  const moved = new Float64Array(inputs + outputs);
  replicas.forEach(({ run, ...scales }, r) => {
    const random = run.random.derive('training').derive(step);
    const drawn = fresh && run.draw !== undefined ? run.draw(batch, `step ${String(step)}`) : undefined;
    for (let b = 0; b < batch; b++) {
      const row = drawn === undefined ? rowOf(run.training, random.integer(run.training.count)) : rowOf(drawn, b);
      if (symmetry === 'augmentation') run.group.act(run.group.sample(random), row, moved);
      else moved.set(row);
      const at = r * batch + b;
      for (let k = 0; k < inputs; k++)
        x[at * inputs + k] = ((moved[k] as number) - (scales.inputs.centre[k] as number)) / scales.inputs.spread;
      for (let k = 0; k < outputs; k++)
        y[at * outputs + k] =
          ((moved[inputs + k] as number) - (scales.targets.centre[k] as number)) / scales.targets.spread;
    }
  });
  return {
    x: tf.tensor3d(x, [replicas.length, batch, inputs]),
    y: tf.tensor3d(y, [replicas.length, batch, outputs]),
  };
}
