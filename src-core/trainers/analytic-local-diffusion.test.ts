import { describe, expect, it } from 'vitest';
import { ExpectedError } from '../errors';
import { nearestNeighbours } from '../gap/nearest-neighbours';
import { resolveGroup } from '../groups/registry';
import { rowOf } from '../mathematics/points';
import { randomStream } from '../mathematics/random-stream';
import { resolveSpace } from '../spaces/registry';
import { unwatchedWork } from '../work';
import type { TrainedModel, TrainingRun } from './define-trainer';
import { resolveTrainer } from './registry';

function runOf(task: string, groupName: string, n: number, samples = 64): TrainingRun {
  const { space } = resolveSpace(task);
  const { ambientDimension, layout } = space;
  const { group } = resolveGroup(groupName, { ambientDimension, layout });
  const training = space.sample(n, randomStream(['training']));
  return { training, group, layout, samples, random: randomStream(['run']) };
}

async function modelOf(parameters: string, run: TrainingRun): Promise<TrainedModel> {
  const { trainer } = resolveTrainer(`analytic-local-diffusion${parameters}`);
  const [model] = await trainer.train([run], unwatchedWork);
  if (model === undefined || 'failed' in model) throw new Error('No model.');
  return model;
}

/** The largest distance from a sample to the nearest training orbit. */
async function farthest(model: TrainedModel, { training, group }: TrainingRun): Promise<number> {
  const queries = model.samples ?? model.predictionSet;
  const { squaredDistances } = await nearestNeighbours({ queries, candidates: training, group, k: 1 }, unwatchedWork);
  return Math.sqrt(Math.max(...squaredDistances));
}

const task = 'bumps-image?size=8&width=1&distance=3';

describe('analytic local diffusion', () => {
  it('lands on the training orbits where a patch is the whole image, and makes mosaics where it is small', async () => {
    for (const [positions, group] of [
      ['same', 'trivial'],
      ['any', 'pixel-shift'],
    ] as const) {
      const run = runOf(task, group, 6);
      expect(await farthest(await modelOf(`?patch=8&positions=${positions}`, run), run)).toBeLessThan(1e-3);
      expect(await farthest(await modelOf(`?patch=3&positions=${positions}`, run), run)).toBeGreaterThan(0.05);
    }
  });

  it('begins with its starting patch and ends with its patch', async () => {
    const run = runOf(task, 'trivial', 6, 8);
    const shrinking = await modelOf('?patch=3&startingPatch=8&positions=same', run);
    const points = {
      count: 1,
      dimension: 64,
      values: Float64Array.from(rowOf(run.training, 0), (value) => value + 0.1),
    };
    const whole = await (await modelOf('?patch=8&positions=same', run)).score?.(points, 1e6);
    const small = await (await modelOf('?patch=3&positions=same', run)).score?.(points, 1e-9);
    expect(await shrinking.score?.(points, 1e6)).toEqual(whole);
    expect(await shrinking.score?.(points, 1e-9)).toEqual(small);
  });

  it('refuses points that are no images, and symmetries that patches of any place do not have', async () => {
    await expect(modelOf('', runOf('circle', 'trivial', 4))).rejects.toThrow(ExpectedError);
    await expect(modelOf('', runOf(task, 'continuous-shift', 4))).rejects.toThrow(/positions=same/);
    const other = await modelOf('?positions=same', runOf(task, 'square', 4, 8));
    expect(other.closed).toBe('trivial');
  });
});
