import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import { zeroPoints, type Points } from '../../mathematics/points';
import type { Network } from '../../networks/define-network';
import type { TrainedWeights } from '../../networks/train-replicas';
import type { Predictor } from '../define-trainer';
import type { PreparedPairs, Scale } from './prepared-pairs';

/** Outputs [R, B, K, outputs] at scaled inputs [R, B, inputs]. */
export type Evaluate = (x: Tensor3D, weights: Parameters<Network['apply']>[0]) => Tensor4D;

/** Inputs that are evaluated at once, and numbers of their largest layer: 128 MB. */
const mostInputs = 4096;
const numbersPerCall = 2 ** 25;

/** One replica's network as a map from inputs to outputs in their own units. */
export function networkPredictor(
  { inputs, targets }: PreparedPairs,
  { hypotheses, widest }: { readonly hypotheses: number; readonly widest: number },
  weights: TrainedWeights,
  evaluate: Evaluate,
): Predictor {
  const chunk = Math.max(1, Math.min(mostInputs, Math.floor(numbersPerCall / widest)));
  return {
    hypotheses,
    async predict(points, work) {
      const width = targets.centre.length;
      const found = zeroPoints(points.count * hypotheses, width);
      for (let from = 0; from < points.count; from += chunk) {
        await work.checkpoint({ step: 'predicting', current: from, total: points.count });
        const count = Math.min(chunk, points.count - from);
        const x = scaled(points, from, count, inputs);
        const values = await weights.evaluate((tensors) =>
          evaluate(tf.tensor3d(x, [1, count, points.dimension]), tensors),
        );
        for (let at = 0; at < values.length; at++)
          found.values[from * hypotheses * width + at] =
            (targets.centre[at % width] as number) + targets.spread * (values[at] as number);
      }
      return found;
    },
  };
}

function scaled(points: Points, from: number, count: number, { centre, spread }: Scale): Float32Array {
  const { dimension, values } = points;
  return Float32Array.from(
    { length: count * dimension },
    (_, at) => ((values[from * dimension + at] as number) - (centre[at % dimension] as number)) / spread,
  );
}
