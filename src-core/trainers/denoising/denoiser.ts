import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import { zeroPoints, type Points } from '../../mathematics/points';
import type { Network } from '../../networks/define-network';
import type { TrainedWeights } from '../../networks/train-replicas';
import {
  noiseFeatureCount,
  preconditioning,
  writeNoiseFeatures,
  type DataScale,
  type Prediction,
} from './preconditioning';

/** Rows of the networks' input in one call, over all replicas, and numbers of their largest layer: 128 MB. */
const rowsPerCall = 32_768;
const numbersPerCall = 2 ** 25;

/** A denoiser of R replicas: E[z | y] by each replica's network. */
export interface Denoiser {
  readonly scales: readonly DataScale[];
  /**
   * @param y - for each replica m points of R^D, row by row: R·m·D numbers
   * @param sigmas - the noise level of each replica's points
   * @param out - receives E[z | y]
   */
  denoise(y: Float64Array, sigmas: readonly number[], out: Float64Array): Promise<void>;
  /** ∇ log p_σ(y) = (E[z | y] − y)/σ² of the first replica, a row a point (Robbins, 1956). */
  score(y: Points, sigma: number): Promise<Points>;
}

/** The denoiser that a network and its weights make. */
export function createDenoiser(
  network: Network,
  scales: readonly DataScale[],
  weights: TrainedWeights,
  prediction: Prediction,
): Denoiser {
  const d = network.inputs;
  const replicas = scales.length;

  const evaluate = (
    y: Float64Array,
    sigmas: readonly number[],
    m: number,
    from: number,
    to: number,
  ): Promise<Float32Array> => {
    const rows = to - from;
    const points = new Float32Array(replicas * rows * d);
    const features = new Float32Array(replicas * rows * noiseFeatureCount);
    scales.forEach(({ centre, spread }, r) => {
      const sigma = sigmas[r] ?? 0;
      const scale = preconditioning(sigma, spread, prediction).in;
      for (let i = 0; i < rows; i++) {
        const source = (r * m + from + i) * d;
        const target = (r * rows + i) * d;
        for (let k = 0; k < d; k++) points[target + k] = scale * ((y[source + k] as number) - (centre[k] as number));
        writeNoiseFeatures(sigma, spread, features, (r * rows + i) * noiseFeatureCount);
      }
    });
    return weights.evaluate((tensors) => {
      const input: Tensor3D = tf.tensor3d(points, [replicas, rows, d]);
      return network.apply(tensors, input, tf.tensor3d(features, [replicas, rows, noiseFeatureCount]));
    });
  };

  const denoiser: Denoiser = {
    scales,
    async score(y, sigma) {
      const score = zeroPoints(y.count, y.dimension);
      await denoiser.denoise(Float64Array.from(y.values), [sigma], score.values);
      for (let at = 0; at < score.values.length; at++)
        score.values[at] = ((score.values[at] as number) - (y.values[at] as number)) / (sigma * sigma);
      return score;
    },
    async denoise(y, sigmas, out) {
      const m = y.length / (replicas * d);
      const rows = Math.min(rowsPerCall, numbersPerCall / (network.widest ?? 1));
      const block = Math.max(1, Math.floor(rows / replicas));
      for (let from = 0; from < m; from += block) {
        const to = Math.min(m, from + block);
        const values = await evaluate(y, sigmas, m, from, to);
        scales.forEach(({ centre, spread }, r) => {
          const { skip, out: outer } = preconditioning(sigmas[r] ?? 0, spread, prediction);
          for (let i = from; i < to; i++) {
            for (let k = 0; k < d; k++) {
              const at = (r * m + i) * d + k;
              const middle = centre[k] as number;
              out[at] =
                middle +
                skip * ((y[at] as number) - middle) +
                outer * (values[(r * (to - from) + i - from) * d + k] as number);
            }
          }
        });
      }
    },
  };
  return denoiser;
}
