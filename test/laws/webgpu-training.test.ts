import { existsSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { ExpectedError } from '#core/errors';
import { resolveGroup } from '#core/groups/registry';
import { columnsOf } from '#core/mathematics/points';
import { randomStream } from '#core/mathematics/random-stream';
import { resolveSpace } from '#core/spaces/registry';
import type { TrainedModel, TrainingRun } from '#core/trainers/define-trainer';
import { resolveTrainer } from '#core/trainers/registry';
import { unwatchedWork } from '#core/work';
import { activateBackend, reportBackends } from '#main/backends/detect-backends';

/** As in backends.test.ts. */
const driver = '/usr/lib/chromium/vk_swiftshader_icd.json';
if (existsSync(driver)) process.env['VK_ICD_FILENAMES'] ??= driver;

const report = (await reportBackends()).find(({ id }) => id === 'webgpu');

function runOf(task: string, groupName: string): TrainingRun {
  const { space } = resolveSpace(task);
  const { ambientDimension, layout } = space;
  const { group } = resolveGroup(groupName, { ambientDimension, layout });
  const training = space.sample(6, randomStream([task, 'training']));
  return { training, group, layout, samples: 8, random: randomStream([task, 'run']) };
}

async function trained(backend: string, trainer: string, run: TrainingRun): Promise<TrainedModel> {
  await activateBackend(backend);
  const [model] = await resolveTrainer(trainer).trainer.train([run], unwatchedWork);
  if (model === undefined || 'failed' in model) throw new Error(model?.failed ?? 'No model.');
  return model;
}

const brief = 'steps=4&width=8&layers=2&frequencies=2&batch=8';
const denoiser = `diffusion?samplingSteps=4&${brief}`;
const cloud = 'point-cloud?points=4&dimension=2&shape=random';

/** Networks whose programs a driver on the processor compiles within seconds: that takes nearly all of the time. */
describe.skipIf(report?.status !== 'available')('training on WebGPU', () => {
  it.each([
    ['invariant coefficients', denoiser, 'torus', 'so2'],
    ['a frame', denoiser, cloud, 'permutation'],
    ['a set of points', `${denoiser}&architecture=set`, cloud, 'permutation'],
    ['a predictor', `regression?${brief}`, 'regression?target=twist', 'so2?frequencies=1,1,2,2'],
  ])('learns with %s as JavaScript does, and leaves no tensors', async (_, trainer, task, groupName) => {
    const run = runOf(task, groupName);
    const before = tf.memory().numTensors;
    const here = await trained('webgpu', trainer, run);
    expect(tf.memory().numTensors).toBe(before);
    const there = await trained('cpu', trainer, runOf(task, groupName));
    const losses = there.series?.['loss']?.values ?? [];
    expect(losses).toHaveLength(4);
    here.series?.['loss']?.values.forEach((value, k) =>
      expect(Math.abs(value / (losses[k] ?? NaN) - 1)).toBeLessThan(1e-3),
    );
    there.samples?.values.forEach((value, k) => expect(here.samples?.values[k]).toBeCloseTo(value, 2));
    const { layout } = run;
    if (layout?.kind !== 'pair') return;
    const inputs = columnsOf(run.training, 0, layout.inputs);
    await activateBackend('webgpu');
    const found = await here.predictor?.predict(inputs, unwatchedWork);
    await activateBackend('cpu');
    const expected = await there.predictor?.predict(inputs, unwatchedWork);
    expected?.values.forEach((value, k) => expect(found?.values[k]).toBeCloseTo(value, 3));
  });

  it('says so where a frame would need numbers that come too late', async () => {
    await expect(trained('webgpu', `vae?${brief}`, runOf(cloud, 'permutation'))).rejects.toBeInstanceOf(ExpectedError);
  });
});
