import { z } from 'zod';
import { choiceParameter, integerParameter } from '../registry/parameters';
import { defineTrainer } from './define-trainer';
import { trainDenoisers } from './denoising/train-denoisers';
import { architectureParameter, networkParameters, trainingSteps } from './network-parameters';
import { noiseLevels } from './noise-schedule';

/**
 * A diffusion model: a network trained by denoising score matching, sampled by integrating its probability flow or the stochastic equation with the same laws. Ω_f is what
 * the samples converge to, closed under the group where the network is equivariant. The
 * stochastic equation is the default: fresh noise undoes part of a network's errors, which the flow carries to the end.
 */
export const diffusion = defineTrainer({
  id: 'diffusion',
  label: 'Diffusion network',
  summary: 'Trains a network to remove noise, and samples by removing it step by step.',
  parameters: z.object({
    ...networkParameters,
    architecture: architectureParameter,
    schedule: choiceParameter(
      'How the noise levels of sampling are spaced',
      ['variance-exploding', 'variance-preserving'],
      'variance-exploding',
    ),
    prediction: choiceParameter(
      'What the network predicts: the score, scaled to unit size at every noise level, or the noise',
      ['score', 'noise'],
      'score',
    ),
    sampler: choiceParameter(
      'Equation that samples are drawn by: the deterministic flow, or the stochastic one',
      ['sde', 'ode'],
      'sde',
    ),
    samplingSteps: integerParameter('Steps of sampling', 200, { minimum: 4, maximum: 10_000 }),
  }),
  create: (settings) => ({
    law: 'iid',
    generator: true,
    replicas: true,
    amount: (n) => trainingSteps(settings, n),
    symmetric: settings.symmetry !== 'none',
    train: (batch, work) =>
      trainDenoisers(
        batch,
        {
          ...settings,
          noiseLaw: 'log-uniform',
          stochastic: settings.sampler === 'sde',
          levels: ({ largest, smallest, spread }) =>
            noiseLevels(settings.schedule, settings.samplingSteps, largest, smallest, spread),
        },
        work,
      ),
  }),
});
