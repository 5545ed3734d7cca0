import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { describe, expect, it } from 'vitest';
import { trivialGroup } from '../groups/trivial';
import { selectReplicas, type TrainingState } from '../networks/training-state';
import { zeroPoints } from '../mathematics/points';
import { normalPoints, randomStream } from '../mathematics/random-stream';
import { unwatchedWork, type Work } from '../work';
import type { TrainingOutcome, TrainingRun } from './define-trainer';
import { resolveTrainer } from './registry';
import { trainWithinMemory } from './train-within-memory';

/** A run that draws, so that an attempt that was given up leaves its mark on it. */
const run = (index: number) => (): TrainingRun => ({
  training: zeroPoints(index + 1, 2),
  group: trivialGroup(2),
  samples: 0,
  random: randomStream(['run', index]),
});

/** Trains no more than `room` runs at once; the outcome tells the run and its next random number. */
function trainerWithRoom(room: number) {
  const together: number[] = [];
  const train = (batch: readonly TrainingRun[]): Promise<readonly TrainingOutcome[]> => {
    const drawn = batch.map(({ random }) => random.uniform());
    together.push(batch.length);
    if (batch.length > room) return Promise.reject(new Error('OOM when allocating tensor with shape[64,256,128]'));
    return Promise.resolve(
      batch.map(({ training }, i) => ({ failed: `${String(training.count)} ${String(drawn[i])}` })),
    );
  };
  return { train, together };
}

const runs = Array.from({ length: 7 }, (_, i) => run(i));
const expected = runs.map((make, i) => ({ failed: `${String(i + 1)} ${String(make().random.uniform())}` }));

describe('trainWithinMemory', () => {
  it.each([
    [7, [7], []],
    [4, [7, 4, 3], [4]],
    [2, [7, 4, 2, 2, 3, 2, 1], [4, 2, 2]],
  ])('with room for %d gives every run what it would have alone', async (room, attempts, told) => {
    const trainer = trainerWithRoom(room);
    const halved: number[] = [];
    const outcomes = await trainWithinMemory(trainer, runs, unwatchedWork, (half) => halved.push(half));
    expect(outcomes).toEqual(expected);
    expect(trainer.together).toEqual(attempts);
    expect(halved).toEqual(told);
  });

  it('fails a run that does not even fit alone, and no other', async () => {
    const trainer = trainerWithRoom(3);
    const train = (batch: readonly TrainingRun[]): Promise<readonly TrainingOutcome[]> =>
      batch.some(({ training }) => training.count === 5)
        ? Promise.reject(new RangeError('Array buffer allocation failed'))
        : trainer.train(batch);
    const outcomes = await trainWithinMemory({ train }, runs, unwatchedWork, () => undefined);
    expect(outcomes.map((outcome, i) => JSON.stringify(outcome) === JSON.stringify(expected[i]))).toEqual(
      runs.map((_, i) => i !== 4),
    );
    expect(outcomes[4]).toEqual({ failed: expect.stringContaining('not enough memory') as string });
  });

  it('hands on every other error', async () => {
    const broken = { train: () => Promise.reject(new Error('A defect.')) };
    await expect(trainWithinMemory(broken, runs, unwatchedWork, () => undefined)).rejects.toThrow('A defect.');
  });

  it('goes on with half of the networks where memory gave out in the middle of their training', async () => {
    await tf.setBackend('cpu');
    const trainer = resolveTrainer(
      'diffusion?steps=60&width=8&layers=1&frequencies=2&batch=16&samplingSteps=10',
    ).trainer;
    const networks = Array.from({ length: 4 }, (_, i) => (): TrainingRun => {
      const random = randomStream(['network', i]);
      return { training: normalPoints(random.derive('data'), 8, 2), group: trivialGroup(2), samples: 16, random };
    });
    const undisturbed = await trainer.train(
      networks.map((make) => make()),
      unwatchedWork,
    );
    const kept: TrainingState[] = [];
    const began: number[] = [];
    let room = 2;
    const work: Work = {
      checkpoint: ({ step, current }) => {
        if (step === 'training' && (current === 0 || current === 25)) began.push(current);
        return step === 'training' && current === 25 && room-- === 2
          ? Promise.reject(new Error('OOM'))
          : Promise.resolve();
      },
      training: {
        load: (names) => kept.flatMap((state) => selectReplicas(state, names) ?? [])[0],
        due: () => false,
        keep: (state) => void kept.push(state),
        observe: () => undefined,
        measure: () => undefined,
      },
    };
    const outcomes = await trainWithinMemory(trainer, networks, work, () => undefined);
    // No step was taken twice.
    expect(began).toEqual([0, 25, 25, 25]);
    expect(outcomes).toHaveLength(4);
    outcomes.forEach((outcome, r) => {
      const whole = undisturbed[r];
      if (whole === undefined || 'failed' in outcome || 'failed' in whole) throw new Error('A run has failed.');
      const { steps = [], values = [] } = outcome.series?.['loss'] ?? {};
      expect(steps).toEqual(whole.series?.['loss']?.steps);
      values.forEach((value, k) => expect(value).toBeCloseTo(whole.series?.['loss']?.values[k] ?? NaN, 5));
      outcome.samples?.values.forEach((value, k) => expect(value).toBeCloseTo(whole.samples?.values[k] ?? NaN, 3));
    });
  });
});
