import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { resolveGroup } from '#core/groups/registry';
import { columnsOf, rowOf, zeroPoints, type Points } from '#core/mathematics/points';
import { randomStream, type RandomStream } from '#core/mathematics/random-stream';
import type { InputLayout, PairLayout } from '#core/spaces/layout';
import type { Predictor } from '#core/trainers/define-trainer';
import { resolveTrainer } from '#core/trainers/registry';
import { unwatchedWork } from '#core/work';
import '#main/backends/register-gradients';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

interface Task {
  readonly input: InputLayout;
  readonly outputs: number;
  readonly classes: boolean;
  /** Writes an input and its output. */
  draw(random: RandomStream, pair: Float64Array): void;
}

/** Diagonal strokes in 6 × 6 pixels at any place, falling or rising. */
const strokes: Task = {
  input: { kind: 'image', rows: 6, columns: 6, channels: 1 },
  outputs: 2,
  classes: true,
  draw(random, pair) {
    const [row, column, rising] = [random.integer(6), random.integer(6), random.integer(2)];
    for (let k = 0; k < 3; k++) pair[((row + (rising === 1 ? 6 - k : k)) % 6) * 6 + ((column + k) % 6)] = 1;
    pair[36 + rising] = 1;
  },
};

/** Five points of the plane and their mean squared distance from each other. */
const spread: Task = {
  input: { kind: 'point-cloud', points: 5, dimension: 2 },
  outputs: 1,
  classes: false,
  draw(random, pair) {
    for (let k = 0; k < 10; k++) pair[k] = random.normal();
    let sum = 0;
    for (let i = 0; i < 5; i++)
      for (let j = 0; j < i; j++)
        for (let d = 0; d < 2; d++) sum += ((pair[2 * i + d] ?? 0) - (pair[2 * j + d] ?? 0)) ** 2 / 10;
    pair[10] = sum;
  },
};

const inputsOf = ({ input }: Task): number =>
  input.kind === 'image' ? input.rows * input.columns * input.channels : input.points * input.dimension;

function drawn(task: Task, count: number, name: string): Points {
  const random = randomStream([name]);
  const points = zeroPoints(count, inputsOf(task) + task.outputs);
  for (let i = 0; i < count; i++)
    task.draw(random, points.values.subarray(i * points.dimension, (i + 1) * points.dimension));
  return points;
}

async function trained(task: Task, groupName: string, trainerName: string, n: number): Promise<Predictor> {
  const { input, outputs, classes } = task;
  const inputs = inputsOf(task);
  const layout: PairLayout = { kind: 'pair', inputs, outputs, classes, input };
  const { group } = resolveGroup(groupName, { ambientDimension: inputs + outputs, layout });
  const [model] = await resolveTrainer(trainerName).trainer.train(
    [{ training: drawn(task, n, 'training'), group, layout, samples: 0, random: randomStream(['run']) }],
    unwatchedWork,
  );
  if (model === undefined || 'failed' in model || model.predictor === undefined)
    throw new Error('Nothing was trained.');
  return model.predictor;
}

/** Mean squared error at held-out inputs, as a share of the outputs' variance. */
async function heldOutError(predictor: Predictor, task: Task): Promise<number> {
  const inputs = inputsOf(task);
  const test = drawn(task, 200, 'held out');
  const found = await predictor.predict(columnsOf(test, 0, inputs), unwatchedWork);
  const truth = columnsOf(test, inputs, inputs + task.outputs);
  let [error, variance] = [0, 0];
  for (let k = 0; k < task.outputs; k++) {
    let mean = 0;
    for (let i = 0; i < test.count; i++) mean += (rowOf(truth, i)[k] ?? NaN) / test.count;
    for (let i = 0; i < test.count; i++) {
      error += ((rowOf(found, i)[k] ?? NaN) - (rowOf(truth, i)[k] ?? NaN)) ** 2;
      variance += ((rowOf(truth, i)[k] ?? NaN) - mean) ** 2;
    }
  }
  return error / variance;
}

describe('predictors that are invariant by construction', () => {
  it('learn from twelve images which of two strokes it is, wherever it lies', async () => {
    const settings = 'steps=80&width=4&layers=1&batch=8&rate=0.02';
    const invariant = await trained(strokes, 'pixel-shift', `classification?${settings}`, 12);
    expect(await heldOutError(invariant, strokes)).toBeLessThan(0.02);
    const plain = await trained(strokes, 'pixel-shift', 'classification?symmetry=none&steps=200&width=32', 12);
    expect(await heldOutError(plain, strokes)).toBeGreaterThan(0.3);
  });

  it.each(['permutation', 'point-cloud-symmetry'])(
    'learn from few clouds how wide they are, under %s',
    async (group) => {
      const predictor = await trained(
        spread,
        group,
        'regression?steps=300&width=16&layers=2&batch=32&rate=0.01&architecture=set',
        60,
      );
      expect(await heldOutError(predictor, spread)).toBeLessThan(0.15);
    },
  );

  it('choose their network by the symmetry', async () => {
    const predictor = await trained(spread, 'permutation', 'regression?steps=5&width=8&layers=2&batch=8', 12);
    const test = columnsOf(drawn(spread, 4, 'order'), 0, 10);
    const turned = zeroPoints(4, 10);
    for (let i = 0; i < 4; i++) {
      const row = rowOf(test, i);
      for (let k = 0; k < 5; k++) turned.values.set(row.subarray(2 * k, 2 * k + 2), i * 10 + 2 * ((k + 2) % 5));
    }
    const [here, there] = [
      await predictor.predict(test, unwatchedWork),
      await predictor.predict(turned, unwatchedWork),
    ];
    here.values.forEach((value, at) => expect(there.values[at]).toBeCloseTo(value, 4));
  });
});
