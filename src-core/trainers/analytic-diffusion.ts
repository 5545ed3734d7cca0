import { z } from 'zod';
import { selectRows } from '../mathematics/points';
import { choiceParameter } from '../registry/parameters';
import type { Work } from '../work';
import { meanSpacing, momentsOfOrbits } from './data-scale';
import { defineTrainer, type TrainedModel, type TrainingRun } from './define-trainer';
import { noiseLevels, type NoiseSchedule } from './noise-schedule';
import { noiseRange } from './noise-range';
import { createPosterior, scoreOf } from './posterior';
import { reverseParameters, type ReverseSettings } from './reverse-parameters';
import { reverseProcess } from './reverse-process';
import { sampleCount } from './sample-count';
import { startingNoise } from './starting-noise';

/**
 * Diffusion with the closed-form score of the G-closed empirical law, which is the score that a network would learn if it fitted its training
 * set perfectly. Nothing is trained; the reverse process is integrated from noise and samples are drawn, as with a network.
 *
 * Ω_f is what the samples land on. The exact process reaches every training orbit with probability 1/n, so m samples miss a share (1 − 1/n)^m of
 * them, as a collector of coupons would, and the gap is larger by about that share. m is 6 n (at least 256), but never more than the run's
 * number of samples: the checks report the coverage beside its expectation.
 */
export const analyticDiffusion = defineTrainer({
  id: 'analytic-diffusion',
  label: 'Analytic diffusion',
  summary:
    'Samples by the exact score of the training set closed under the group: what a perfect diffusion model would do.',
  parameters: z.object({
    ...reverseParameters,
    schedule: choiceParameter(
      'How noise levels are spaced',
      ['variance-exploding', 'variance-preserving'],
      'variance-exploding',
    ),
  }),
  create: (settings) => ({
    law: 'iid',
    generator: true,
    amount: (n) => settings.steps * n,
    async train(batch, work) {
      const models: TrainedModel[] = [];
      for (const run of batch) models.push(await sample(run, settings, work));
      return models;
    },
  }),
});

interface Settings extends ReverseSettings {
  readonly schedule: NoiseSchedule;
}

async function sample(run: TrainingRun, settings: Settings, work: Work): Promise<TrainedModel> {
  const { training, group } = run;
  const count = sampleCount(run);
  const posterior = createPosterior(training, group);
  const { centre, spread } = momentsOfOrbits(training, group);
  const { largest, smallest } = noiseRange(settings, { spread, spacing: await meanSpacing(training, group, work) });
  const levels = noiseLevels(settings.schedule, settings.steps, largest, smallest, spread);
  const start = startingNoise(run.random, count, centre, Math.hypot(largest, spread));
  const { samples, owners, landed } = await reverseProcess({ start, levels, posterior, training, group }, work);
  return {
    predictionSet: selectRows(samples, distinctOutputs(owners, landed)),
    closed: 'group',
    samples,
    score: (y, noise) => scoreOf(posterior, y, noise),
  };
}

/** One output of each orbit that was landed on, and every output that is not on one. */
function distinctOutputs(owners: Int32Array, landed: Uint8Array): readonly number[] {
  const seen = new Set<number>();
  const kept: number[] = [];
  owners.forEach((owner, i) => {
    if (landed[i] === 1 && seen.has(owner)) return;
    if (landed[i] === 1) seen.add(owner);
    kept.push(i);
  });
  return kept;
}
