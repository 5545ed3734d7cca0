import * as tf from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor3D } from '@tensorflow/tfjs-core';
import { randomStream } from '../mathematics/random-stream';
import type { Work } from '../work';
import { fastestReplicas, type Calibration } from './fastest-replicas';
import { mlp } from './mlp';
import { adam } from './optimisers/adam';
import { isOutOfMemory } from './out-of-memory';
import { ReplicaProgram } from './replica-program';
import { weightLayout } from './weight-layout';

/** Time of a trial, milliseconds; of one step at least. */
const trial = 150;

const width = 128;
const batch = 256;

/**
 * Trains a network of ordinary size for a moment on the active backend, 1, 2, 4, … of them together, to find how many are best trained so.
 * @param most - as many are tried at most
 * @param now - a clock, in milliseconds
 */
export function calibrateReplicas(most: number, now: () => number, work: Work): Promise<Calibration> {
  return fastestReplicas(most, async (replicas) => {
    await work.checkpoint({ step: 'calibration', current: replicas, total: most });
    return speedOf(replicas, now);
  });
}

/** Networks times steps a second; undefined where memory does not suffice for so many. */
async function speedOf(replicas: number, now: () => number): Promise<number | undefined> {
  const network = mlp({ inputs: 4, scalars: 1, outputs: 4, width, layers: 3, frequencies: 0 });
  const request = {
    weights: network.weights,
    replicas: Array.from({ length: replicas }, (_, r) => ({ random: randomStream(['calibration', r]), fineness: 1 })),
    optimiser: adam(),
    ...{ steps: 1_000_000, rate: 1e-3, schedule: 'constant' as const, clip: 0, averaging: 0 },
    loss(weights: readonly tf.Tensor[]): Tensor1D {
      const points: Tensor3D = tf.ones([replicas, batch, 4]);
      const scalars: Tensor3D = tf.ones([replicas, batch, 1]);
      return tf.mean(tf.squaredDifference(network.apply(weights, points, scalars), points), [1, 2]);
    },
    label: 'calibration',
  };
  let program: ReplicaProgram | undefined;
  let step = 0;
  const advance = async (own: ReplicaProgram): Promise<void> => {
    const losses = own.advance(++step);
    // Waits for what a graphics card does meanwhile.
    await losses.data();
    losses.dispose();
  };
  try {
    program = new ReplicaProgram(request, weightLayout(network.weights));
    // The first step also loads kernels.
    await advance(program);
    const before = step;
    const start = now();
    let passed = 0;
    while (passed < trial) {
      await advance(program);
      passed = now() - start;
    }
    return ((step - before) * replicas * 1000) / passed;
  } catch (error) {
    if (!isOutOfMemory(error)) throw error;
    return undefined;
  } finally {
    program?.dispose();
  }
}
