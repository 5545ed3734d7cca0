import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { optimisationOf, optimisationParameters } from './optimisation-parameters';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** Where one step of rate 0.1 with gradient 2 leads a weight from 1, twice. */
function twoSteps(given: z.input<typeof schema>, beta1?: number): number[] {
  const { optimiser } = optimisationOf(schema.parse(given), beta1);
  let parameters = tf.tensor2d([[1]]);
  let state = optimiser.begin(parameters);
  return [1, 2].map((step) => {
    ({ parameters, state } = optimiser.update({ parameters, gradient: tf.tensor2d([[2]]), state, step, rate: 0.1 }));
    return parameters.dataSync()[0] ?? Number.NaN;
  });
}

const schema = z.object(optimisationParameters);

describe('optimisationOf', () => {
  it('gives each optimiser its own steps', () => {
    // Under a constant gradient Adam moves by the rate, whatever the decays of its moments.
    for (const beta1 of [undefined, 0.5]) {
      const [first, second] = twoSteps({}, beta1);
      expect(first).toBeCloseTo(0.9, 6);
      expect(second).toBeCloseTo(0.8, 6);
    }
    expect(twoSteps({ optimiser: 'adamw', decay: 0.5 })[0]).toBeCloseTo(0.95 - 0.1, 6);
    // v = 2, then 0.9 · 2 + 2.
    expect(twoSteps({ optimiser: 'sgd' })[0]).toBeCloseTo(0.8, 6);
    expect(twoSteps({ optimiser: 'sgd' })[1]).toBeCloseTo(0.42, 6);
  });

  it('passes on the schedule, the limit and the averaging', () => {
    const settings = schema.parse({ rate: 0.5, rateSchedule: 'linear', clip: 3, averaging: 0.9 });
    expect(optimisationOf(settings)).toMatchObject({ rate: 0.5, schedule: 'linear', clip: 3, averaging: 0.9 });
  });
});
