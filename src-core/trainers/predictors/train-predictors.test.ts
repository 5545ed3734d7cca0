import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { beforeAll, describe, expect, it } from 'vitest';
import { ExpectedError } from '../../errors';
import { hypothesesGap, outputGap } from '../../gap/predictor-gap';
import { trivialGroup } from '../../groups/trivial';
import { columnsOf, rowOf } from '../../mathematics/points';
import { randomStream } from '../../mathematics/random-stream';
import { resolveSpace } from '../../spaces/registry';
import { unwatchedWork } from '../../work';
import { resolveTrainer } from '../registry';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const small = 'steps=400&width=24&layers=2&batch=64&rate=0.01';

async function trained(task: string, trainer: string, n: number) {
  const { space } = resolveSpace(task);
  const { layout, ambientDimension } = space;
  if (layout.kind !== 'pair') throw new Error('No pairs.');
  let call = 0;
  const run = {
    training: space.sample(n, randomStream([task, 'training'])),
    group: trivialGroup(ambientDimension),
    layout,
    samples: 0,
    random: randomStream([task, 'run']),
    draw: (count: number, key?: string) => space.sample(count, randomStream([task, 'draw', key ?? call++])),
  };
  const [model] = await resolveTrainer(trainer).trainer.train([run], unwatchedWork);
  if (model === undefined || 'failed' in model || model.predictor === undefined) throw new Error('No predictor.');
  const test = space.sample(2000, randomStream([task, 'test']));
  return { predictor: model.predictor, pair: layout, test };
}

async function errorOf(found: Awaited<ReturnType<typeof trained>>): Promise<number> {
  const { generalization } = await outputGap(
    { ...found, outputGroup: trivialGroup(found.pair.outputs) },
    unwatchedWork,
  );
  return generalization?.mean ?? NaN;
}

describe('networks that predict', () => {
  it('learn a smooth map', async () => {
    // Predicting the mean, 0, has the error 1.
    const found = await trained('regression?input=circle&frequency=2', `regression?${small}`, 200);
    expect(await errorOf(found)).toBeLessThan(0.01);
  });

  it('learn classes, with probabilities that add up to 1', async () => {
    const found = await trained('regression?input=circle&target=sectors&outputs=3', `classification?${small}`, 300);
    // Equal chances have Brier's score 2/3.
    expect(await errorOf(found)).toBeLessThan(0.1);
    const outputs = await found.predictor.predict(columnsOf(found.test, 0, 2), unwatchedWork);
    for (let i = 0; i < outputs.count; i++) {
      const row = Array.from(rowOf(outputs, i));
      expect(row.every((value) => value >= 0)).toBe(true);
      expect(row.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
    }
  });

  it('give three answers to each input about as well as three points of a circle can', async () => {
    const found = await trained('ambiguous', `winner-takes-all?${small}`, 3);
    const { gap } = await hypothesesGap(found, unwatchedWork);
    const best = 1 - (Math.sin(Math.PI / 3) / (Math.PI / 3)) ** 2;
    expect(gap.mean).toBeLessThan(1.1 * best);
    expect(gap.mean).toBeGreaterThan(0.93 * best);
  });

  it('learn from the training set alone where the number of hypotheses is given', async () => {
    // One training pair is all that two hypotheses ever see.
    const found = await trained('ambiguous', `winner-takes-all?hypotheses=2&${small}`, 1);
    expect(found.predictor.hypotheses).toBe(2);
    const { gap } = await hypothesesGap(found, unwatchedWork);
    expect(gap.mean).toBeGreaterThan(0.8);
  });

  it('refuse points that are no pairs', async () => {
    const { space } = resolveSpace('circle');
    const run = {
      training: space.sample(4, randomStream(['circle'])),
      group: trivialGroup(2),
      layout: space.layout,
      samples: 0,
      random: randomStream(['run']),
    };
    await expect(resolveTrainer(`regression?${small}`).trainer.train([run], unwatchedWork)).rejects.toBeInstanceOf(
      ExpectedError,
    );
  });
});
