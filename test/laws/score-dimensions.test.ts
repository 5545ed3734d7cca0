import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkHypotheses, type Hypotheses } from '#core/gap/hypotheses';
import { scoreDimensions } from '#core/gap/score-dimensions';
import type { Group } from '#core/groups/define-group';
import { resolveGroup } from '#core/groups/registry';
import { trivialGroup } from '#core/groups/trivial';
import type { Points } from '#core/mathematics/points';
import { normalPoints, randomStream } from '#core/mathematics/random-stream';
import { resolveSpace } from '#core/spaces/registry';
import { resolveTrainer } from '#core/trainers/registry';
import { unwatchedWork } from '#core/work';
import '#main/backends/register-gradients';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** What is found of a small network that was trained on points. */
async function checked(training: Points, group: Group, settings: string): Promise<Hypotheses> {
  const { trainer } = resolveTrainer(`diffusion?samplingSteps=20&width=32&layers=2&batch=64&rate=0.004&${settings}`);
  const [model] = await trainer.train([{ training, group, samples: 64, random: randomStream(['run']) }], unwatchedWork);
  if (model === undefined || 'failed' in model) throw new Error('Nothing was trained.');
  return checkHypotheses({ model, trainer, training, group, random: randomStream(['checks']) }, unwatchedWork);
}

describe('the dimensions of a learned score', () => {
  it('are about 0 where the network has memorised points of a circle', async () => {
    const found = await checked(
      resolveSpace('circle').space.sample(3, randomStream(['training set'])),
      trivialGroup(2),
      'steps=700&frequencies=8',
    );
    expect(found.memorised).toBeGreaterThan(0.9);
    const [first] = found.scoreDimensions;
    expect(first?.noise).toBe(0.1);
    expect(Math.abs(first?.flipd ?? NaN)).toBeLessThan(0.5);
    expect(first?.normalBundle).toBeLessThan(0.5);
    expect(first?.flipdError).toBeGreaterThan(0);
  });

  it('are about that of an orbit where the network has memorised orbits', async () => {
    const { group } = resolveGroup('so2', { ambientDimension: 4 });
    const apart = { count: 2, dimension: 4, values: Float64Array.of(1, 0, 1, 0, 1, 0, -1, 0) };
    const found = await checked(apart, group, 'steps=1200&frequencies=8');
    expect(found.memorised).toBeGreaterThan(0.9);
    const [first] = found.scoreDimensions;
    expect(Math.abs((first?.flipd ?? NaN) - 1)).toBeLessThan(0.5);
    expect(Math.abs((first?.normalBundle ?? NaN) - 1)).toBeLessThan(0.5);
  });

  it('are about that of the space where the network has not memorised its many points', async () => {
    // A plane in four coordinates.
    const training = normalPoints(randomStream(['plane']), 600, 4);
    for (let at = 0; at < training.values.length; at++) if (at % 4 >= 2) training.values[at] = 0;
    const found = await checked(training, trivialGroup(4), 'steps=700&frequencies=0');
    expect(found.memorised).toBeLessThan(0.5);
    const last = found.scoreDimensions.at(-1);
    expect(Math.abs((last?.flipd ?? NaN) - 2)).toBeLessThan(0.4);
    expect(Math.abs((last?.normalBundle ?? NaN) - 2)).toBeLessThan(0.1);
  });

  it('leave the rank out where there are too many coordinates, and tell a score that is no number', async () => {
    const training = normalPoints(randomStream(['many']), 12, 400);
    const gaussian =
      (value: number) => (y: { values: ArrayLike<number>; count: number; dimension: number }, sigma: number) => ({
        ...y,
        values: Float64Array.from(y.values, (at) => (-value * at) / (1 + sigma * sigma)),
      });
    const measure = (value: number) =>
      scoreDimensions(gaussian(value), training, { spacing: 0.05, spread: 1 }, randomStream(['some']), unwatchedWork);
    const [first] = await measure(1);
    expect(first).toMatchObject({ noise: 0.1, normalBundle: null, normalBundleError: null });
    expect(first?.flipd).toBeCloseTo(400, 0);
    await expect(measure(NaN)).rejects.toMatchObject({ code: 'not-finite' });
  });
});
