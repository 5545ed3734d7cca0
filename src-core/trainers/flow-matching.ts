import { z } from 'zod';
import { integerParameter } from '../registry/parameters';
import { defineTrainer } from './define-trainer';
import { trainDenoisers } from './denoising/train-denoisers';
import { architectureParameter, networkParameters, trainingSteps } from './network-parameters';

/**
 * Flow matching with straight paths (Lipman et al., 2023; Liu et al., 2023): x_t = (1 − t)·noise + t·z, and a network learns the velocity z − noise at uniform times t.
 * With y = x_t/t this is z + σ·noise, σ = (1 − t)/t, so the model is a denoiser of other scalings and other noise levels, and Euler's steps in t are those of the
 * probability flow. Ω_f is what the samples converge to.
 */
export const flowMatching = defineTrainer({
  id: 'flow-matching',
  label: 'Flow matching',
  summary: 'Trains a network to follow straight lines from noise to the data, and samples along its flow.',
  parameters: z.object({
    ...networkParameters,
    architecture: architectureParameter,
    samplingSteps: integerParameter('Steps of sampling', 100, { minimum: 4, maximum: 10_000 }),
  }),
  create: (settings) => ({
    law: null,
    generator: true,
    replicas: true,
    amount: (n) => trainingSteps(settings, n),
    symmetric: settings.symmetry !== 'none',
    train: (batch, work) =>
      trainDenoisers(
        batch,
        {
          ...settings,
          prediction: 'velocity',
          noiseLaw: 'uniform-time',
          stochastic: false,
          levels: ({ largest, smallest, spread }) => uniformTimes(settings.samplingSteps, largest, smallest, spread),
        },
        work,
      ),
  }),
});

/** σ = spread · (1 − t)/t at evenly spaced times. */
function uniformTimes(steps: number, largest: number, smallest: number, spread: number): Float64Array {
  const [from, to] = [spread / (spread + largest), spread / (spread + smallest)];
  return Float64Array.from({ length: steps + 1 }, (_, i) => {
    const t = from + ((to - from) * i) / steps;
    return (spread * (1 - t)) / t;
  });
}
