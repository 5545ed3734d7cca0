import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor3D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { CancelledError } from '../errors';
import { randomStream } from '../mathematics/random-stream';
import { unwatchedWork } from '../work';
import { mlp } from './mlp';
import { adam } from './optimisers/adam';
import { trainReplicas, type TrainingRequest } from './train-replicas';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const network = mlp({ inputs: 1, scalars: 1, outputs: 1, width: 8, layers: 2, frequencies: 2 });
const batch = 16;

/** Fits sin(a x) for a = replica; a replica with a poisoned step gets an infinite target there. */
function request(
  replicas: readonly number[],
  steps: number,
  poisoned?: { replica: number; step: number },
): TrainingRequest {
  const inputs = Float32Array.from({ length: batch }, (_, b) => -1 + (2 * b) / (batch - 1));
  const x = replicas.flatMap(() => [...inputs]);
  return {
    weights: network.weights,
    replicas: replicas.map((replica) => ({ random: randomStream(['replica', replica]), fineness: 1 + replica })),
    optimiser: adam(),
    steps,
    rate: 0.02,
    schedule: 'cosine',
    clip: 1,
    averaging: 0,
    label: 'training',
    loss(weights: readonly Tensor[], step: number): Tensor1D {
      const y = replicas.flatMap((replica) =>
        Array.from(inputs, (value) =>
          replica === poisoned?.replica && step === poisoned.step ? Infinity : Math.sin((1 + replica) * value),
        ),
      );
      const shape: [number, number, number] = [replicas.length, batch, 1];
      const output = network.apply(weights, tf.tensor3d(x, shape), tf.zeros(shape));
      return tf.mean(tf.squaredDifference(output, tf.tensor3d(y, shape)), [1, 2]);
    },
  };
}

function outputs(weights: readonly Tensor[], replicas: number): number[][] {
  const x: Tensor3D = tf.tile(tf.tensor3d([-0.8, -0.1, 0.4, 0.9], [1, 4, 1]), [replicas, 1, 1]);
  return network
    .apply(weights, x, tf.zeros([replicas, 4, 1]))
    .arraySync()
    .map((rows) => rows.flat());
}

describe('trainReplicas', () => {
  it('lowers the loss of every replica, and records it', async () => {
    const trained = await trainReplicas(request([0, 1, 2], 300), unwatchedWork);
    for (const losses of trained.losses) {
      expect(losses).toHaveLength(trained.steps.length);
      expect(losses.at(-1)).toBeLessThan(0.02 * (losses[0] ?? 0));
    }
    expect(trained.failed).toEqual([null, null, null]);
    trained.dispose();
  });

  it('trains each replica as if it were alone', async () => {
    const together = await trainReplicas(request([0, 1, 2], 60), unwatchedWork);
    const all = tf.tidy(() => outputs(together.weights(), 3));
    for (const replica of [0, 1, 2]) {
      const alone = await trainReplicas(request([replica], 60), unwatchedWork);
      const [own = []] = tf.tidy(() => outputs(alone.weights(), 1));
      own.forEach((value, k) => expect(value).toBeCloseTo(all[replica]?.[k] ?? NaN, 4));
      const [kept = []] = together.replica(replica).evaluate((weights) => tf.tidy(() => outputs(weights(), 1)));
      kept.forEach((value, k) => expect(value).toBeCloseTo(all[replica]?.[k] ?? NaN, 6));
      alone.dispose();
    }
    together.dispose();
  });

  it('fails a replica whose loss is not finite, with its step, and goes on with the others', async () => {
    const trained = await trainReplicas(request([0, 1], 60, { replica: 1, step: 20 }), unwatchedWork);
    expect(trained.failed).toEqual([null, 20]);
    const undisturbed = await trainReplicas(request([0, 1], 60), unwatchedWork);
    expect(trained.losses[0]).toEqual(undisturbed.losses[0]);
    trained.dispose();
    undisturbed.dispose();
  });

  it('keeps a moving average of the weights where that is asked for', async () => {
    const plain = await trainReplicas(request([0], 40), unwatchedWork);
    const averaged = await trainReplicas({ ...request([0], 40), averaging: 0.9 }, unwatchedWork);
    expect(averaged.losses).toEqual(plain.losses);
    expect(tf.tidy(() => outputs(averaged.weights(), 1))).not.toEqual(tf.tidy(() => outputs(plain.weights(), 1)));
    plain.dispose();
    averaged.dispose();
  });

  it('leaves no tensors behind after 10,000 steps, nor when it is cancelled', { timeout: 180_000 }, async () => {
    const before = tf.memory().numTensors;
    const small = mlp({ inputs: 1, scalars: 0, outputs: 1, width: 2, layers: 1, frequencies: 0 });
    const tiny: TrainingRequest = {
      ...request([0], 10_000),
      weights: small.weights,
      averaging: 0.99,
      loss: (weights) => tf.mean(tf.square(small.apply(weights, tf.ones([1, 2, 1]), tf.zeros([1, 2, 0]))), [1, 2]),
    };
    (await trainReplicas(tiny, unwatchedWork)).dispose();
    expect(tf.memory().numTensors).toBe(before);
    const cancelled = { checkpoint: () => Promise.reject(new CancelledError()) };
    await expect(trainReplicas(tiny, cancelled)).rejects.toBeInstanceOf(CancelledError);
    expect(tf.memory().numTensors).toBe(before);
  });
});
