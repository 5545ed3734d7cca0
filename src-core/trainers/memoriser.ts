import { z } from 'zod';
import { defineTrainer } from './define-trainer';

/** Keeps the training set: Ω_f = G(𝒟). The nearest-neighbour predictor, and the ideal of a generator that memorises. */
export const memoriser = defineTrainer({
  id: 'memoriser',
  label: 'Memoriser',
  summary: 'Produces the training points, moved by every element of the group.',
  parameters: z.object({}),
  create: () => ({
    law: 'iid',
    generator: false,
    async train(batch, work) {
      await work.checkpoint({ step: 'training', current: batch.length, total: batch.length });
      return batch.map(({ training }) => ({ predictionSet: training, closed: 'group' as const }));
    },
  }),
});
