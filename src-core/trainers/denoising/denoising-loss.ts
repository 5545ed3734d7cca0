import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { Group } from '../../groups/define-group';
import type { Points } from '../../mathematics/points';
import type { RandomStream } from '../../mathematics/random-stream';
import type { Network } from '../../networks/define-network';
import {
  noiseFeatureCount,
  preconditioning,
  writeNoiseFeatures,
  type DataScale,
  type Prediction,
} from './preconditioning';

/** One replica's data, and the noise that it is to be freed of. */
export interface NoisyData extends DataScale {
  readonly training: Points;
  /** Moves each training point by a random element before it is used; absent without augmentation. */
  readonly augmentation?: Group;
  /** σ is drawn between these. */
  readonly smallest: number;
  readonly largest: number;
  readonly random: RandomStream;
}

/** How σ is drawn: with a uniform logarithm, or with a uniform time t of σ = spread · (1 − t)/t. */
export type NoiseLaw = 'log-uniform' | 'uniform-time';

export interface DenoisingLoss {
  /** Points of each replica in a step. */
  readonly batch: number;
  readonly prediction: Prediction;
  readonly noiseLaw: NoiseLaw;
}

/**
 * The loss of denoising score matching (Vincent, 2011), weighted so that every noise level counts the same (Karras et al., 2022, eq. 8): the mean squared
 * error a coordinate of each replica's network on `batch` noisy points, [R].
 */
export function denoisingLoss(
  network: Network,
  replicas: readonly NoisyData[],
  { batch, prediction, noiseLaw }: DenoisingLoss,
) {
  const d = network.inputs;
  const rows = replicas.length * batch;
  const points = new Float32Array(rows * d);
  const targets = new Float32Array(rows * d);
  const features = new Float32Array(rows * noiseFeatureCount);
  const clean = new Float64Array(d);

  const fill = (replica: NoisyData, r: number, step: number): void => {
    const { training, centre, spread, augmentation, smallest, largest } = replica;
    const random = replica.random.derive(step);
    const sigmaOf = noiseDrawer(noiseLaw, smallest, largest, spread);
    for (let b = 0; b < batch; b++) {
      const from = random.integer(training.count) * d;
      if (augmentation === undefined) for (let k = 0; k < d; k++) clean[k] = training.values[from + k] as number;
      else augmentation.act(augmentation.sample(random), training.values.subarray(from, from + d), clean);
      const sigma = sigmaOf(random.uniform());
      const { skip, out, in: scale } = preconditioning(sigma, spread, prediction);
      const at = (r * batch + b) * d;
      for (let k = 0; k < d; k++) {
        const z = (clean[k] as number) - (centre[k] as number);
        const y = z + sigma * random.normal();
        points[at + k] = scale * y;
        targets[at + k] = (z - skip * y) / out;
      }
      writeNoiseFeatures(sigma, spread, features, (r * batch + b) * noiseFeatureCount);
    }
  };

  return (weights: readonly Tensor[], step: number): Tensor1D => {
    replicas.forEach((replica, r) => {
      fill(replica, r, step);
    });
    const shape = (size: number): [number, number, number] => [replicas.length, batch, size];
    const output = network.apply(
      weights,
      tf.tensor3d(points, shape(d)),
      tf.tensor3d(features, shape(noiseFeatureCount)),
    );
    return tf.mean(tf.squaredDifference(output, tf.tensor3d(targets, shape(d))), [1, 2]);
  };
}

function noiseDrawer(law: NoiseLaw, smallest: number, largest: number, spread: number): (uniform: number) => number {
  if (law === 'log-uniform') {
    const range = Math.log(largest / smallest);
    return (uniform) => smallest * Math.exp(range * uniform);
  }
  const [from, to] = [spread / (spread + largest), spread / (spread + smallest)];
  return (uniform) => {
    const t = from + (to - from) * uniform;
    return (spread * (1 - t)) / t;
  };
}
