import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor3D } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { CancelledError } from '../errors';
import { randomStream } from '../mathematics/random-stream';
import { unwatchedWork, type Work } from '../work';
import { mlp } from './mlp';
import { adam } from './optimisers/adam';
import { trainReplicas, type TrainedReplicas, type TrainedWeights } from './train-replicas';
import type { RecordedLosses, TrainingLog } from './training-log';
import type { TrainingRequest } from './training-request';
import { selectReplicas, type TrainingState } from './training-state';

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

async function outputs(weights: TrainedWeights, replicas: number): Promise<number[][]> {
  const values = await weights.evaluate((tensors) => {
    const x: Tensor3D = tf.tile(tf.tensor3d([-0.8, -0.1, 0.4, 0.9], [1, 4, 1]), [replicas, 1, 1]);
    return network.apply(tensors, x, tf.zeros([replicas, 4, 1]));
  });
  return Array.from({ length: replicas }, (_, r) => [...values.subarray(4 * r, 4 * r + 4)]);
}

/** Keeps the last state of every training, and what is told. */
function memoryLog(due: (ended: boolean) => boolean = () => false) {
  const kept = new Map<string, TrainingState>();
  const observed: RecordedLosses[] = [];
  const bytes: number[] = [];
  const log: TrainingLog = {
    load(names) {
      for (const state of kept.values()) {
        const selected = selectReplicas(state, names);
        if (selected !== undefined) return selected;
      }
      return undefined;
    },
    due,
    keep: (state) => void kept.set(state.replicas.join(), structuredClone(state)),
    observe: (losses) => void observed.push(losses),
    measure: (_, peak) => void bytes.push(peak),
  };
  return { log, kept, observed, bytes };
}

/** Work that is cancelled once it has come so far. */
const cancelledAt = (step: number, log: TrainingLog): Work => ({
  training: log,
  checkpoint: ({ current }) => (current >= step ? Promise.reject(new CancelledError()) : Promise.resolve()),
});

function numbersOf(trained: TrainedReplicas): unknown {
  const { steps, losses, failed } = trained;
  return [steps, losses, failed, trained.trained.arraySync(), trained.fixed.arraySync()];
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
    const all = await outputs(together, 3);
    for (const replica of [0, 1, 2]) {
      const alone = await trainReplicas(request([replica], 60), unwatchedWork);
      const [own = []] = await outputs(alone, 1);
      own.forEach((value, k) => expect(value).toBeCloseTo(all[replica]?.[k] ?? NaN, 4));
      const [kept = []] = await outputs(await together.replica(replica), 1);
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
    expect(await outputs(averaged, 1)).not.toEqual(await outputs(plain, 1));
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

  describe('interrupted', () => {
    const long = { ...request([0, 1, 2], 230), averaging: 0.99 };

    it('goes on bit for bit, wherever it was interrupted, and however often', async () => {
      const undisturbed = await trainReplicas(long, unwatchedWork);
      const expected = numbersOf(undisturbed);
      undisturbed.dispose();
      await fc.assert(
        fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 229 }), { minLength: 1, maxLength: 3 }), async (places) => {
          const before = tf.memory().numTensors;
          const { log, kept } = memoryLog();
          for (const place of places.toSorted((a, b) => a - b)) {
            await expect(trainReplicas(long, cancelledAt(place, log))).rejects.toBeInstanceOf(CancelledError);
            expect([...kept.values()]).toMatchObject([{ step: place, steps: 230 }]);
            expect(tf.memory().numTensors).toBe(before);
          }
          const resumed = await trainReplicas(long, { ...unwatchedWork, training: log });
          expect(numbersOf(resumed)).toEqual(expected);
          resumed.dispose();
          expect(tf.memory().numTensors).toBe(before);
        }),
        { numRuns: 8 },
      );
    });

    it('takes no step twice', async () => {
      const evaluated: number[] = [];
      const watched = {
        ...long,
        loss: (weights: readonly Tensor[], step: number) => (evaluated.push(step), long.loss(weights, step)),
      };
      const { log } = memoryLog();
      await expect(trainReplicas(watched, cancelledAt(100, log))).rejects.toBeInstanceOf(CancelledError);
      (await trainReplicas(watched, { ...unwatchedWork, training: log })).dispose();
      expect(evaluated).toEqual(Array.from({ length: 230 }, (_, i) => i + 1));
    });

    it('tells its losses anew, and then goes on telling', async () => {
      const { log, observed } = memoryLog();
      await expect(trainReplicas(long, cancelledAt(100, log))).rejects.toBeInstanceOf(CancelledError);
      observed.length = 0;
      const trained = await trainReplicas(long, { ...unwatchedWork, training: log });
      expect(observed.flatMap(({ steps }) => steps)).toEqual(trained.steps);
      trained.losses.forEach((own, r) => expect(observed.flatMap(({ losses }) => losses[r] ?? [])).toEqual(own));
      expect(observed.map(({ from }) => from)).toEqual(
        observed.map((_, i) => observed.slice(0, i).reduce((sum, { steps }) => sum + steps.length, 0)),
      );
      trained.dispose();
    });

    it('with its last step done repeats nothing', async () => {
      const { log } = memoryLog((ended) => ended);
      const first = await trainReplicas(long, { ...unwatchedWork, training: log });
      const again = await trainReplicas(
        {
          ...long,
          loss: () => {
            throw new Error('a step was taken');
          },
        },
        { ...unwatchedWork, training: log },
      );
      expect(numbersOf(again)).toEqual(numbersOf(first));
      first.dispose();
      again.dispose();
    });

    it('goes on with some of its replicas, to float tolerance', async () => {
      const { log } = memoryLog();
      await expect(trainReplicas(long, cancelledAt(100, log))).rejects.toBeInstanceOf(CancelledError);
      const { replicas } = request([2, 0], 230);
      const all = await trainReplicas(long, unwatchedWork);
      const some = await trainReplicas(
        { ...request([2, 0], 230), averaging: 0.99, replicas },
        { ...unwatchedWork, training: log },
      );
      [2, 0].forEach((replica, r) => {
        expect(some.losses[r]?.slice(0, 50)).toEqual(all.losses[replica]?.slice(0, 50));
        some.losses[r]?.forEach((value, k) => expect(value).toBeCloseTo(all.losses[replica]?.[k] ?? NaN, 4));
      });
      all.dispose();
      some.dispose();
    });

    it.each([
      [
        'of other settings',
        (state: TrainingState) => ({ ...state, replicas: state.replicas.map((name) => `${name}?`) }),
      ],
      ['of another length', (state: TrainingState) => ({ ...state, steps: 231 })],
      ['past the end', (state: TrainingState) => ({ ...state, step: 231 })],
      [
        'of another layout',
        (state: TrainingState) => ({ ...state, tensors: { ...state.tensors, parameters: new Float32Array(9) } }),
      ],
      [
        'of another optimiser',
        ({ tensors: { parameters = new Float32Array(), average = parameters }, ...state }: TrainingState) => ({
          ...state,
          tensors: { parameters, average, 'optimiser velocity': parameters },
        }),
      ],
      [
        'with a missing record',
        (state: TrainingState) => ({ ...state, losses: state.losses.map((own) => own.slice(1)) }),
      ],
    ])('ignores a state %s', async (_, spoil) => {
      const { log, kept } = memoryLog();
      await expect(trainReplicas(long, cancelledAt(100, log))).rejects.toBeInstanceOf(CancelledError);
      for (const [name, state] of kept) kept.set(name, spoil(state));
      const undisturbed = await trainReplicas(long, unwatchedWork);
      const trained = await trainReplicas(long, { ...unwatchedWork, training: log });
      expect(numbersOf(trained)).toEqual(numbersOf(undisturbed));
      trained.dispose();
      undisturbed.dispose();
    });
  });

  it('keeps its state before memory gave out, and leaves no tensors behind', async () => {
    const before = tf.memory().numTensors;
    const { log, kept } = memoryLog();
    const { loss, ...rest } = request([0, 1], 60);
    const failing = {
      ...rest,
      loss(weights: readonly Tensor[], step: number) {
        if (step === 31) throw new Error('OOM when allocating tensor with shape[8,256,128]');
        return loss(weights, step);
      },
    };
    await expect(trainReplicas(failing, { ...unwatchedWork, training: log })).rejects.toThrow('OOM');
    expect([...kept.values()]).toMatchObject([{ step: 30 }]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('tells the memory that a step takes: all activations, gradients and moments at once', async () => {
    const { log, bytes } = memoryLog();
    const before = tf.memory().numBytes;
    (await trainReplicas(request([0, 1, 2], 5), { ...unwatchedWork, training: log })).dispose();
    const numbers = network.weights
      .filter(({ trained }) => trained)
      .reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
    expect(bytes).toHaveLength(1);
    // Parameters, two moments and a gradient, and two hidden layers of 8.
    expect((bytes[0] ?? 0) - before).toBeGreaterThan(3 * 4 * (4 * numbers + 2 * 8 * batch));
    expect((bytes[0] ?? 0) - before).toBeLessThan(3 * 4 * (40 * numbers + 40 * 8 * batch));
  });
});
