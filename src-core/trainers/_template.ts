/*
 * A training algorithm, to be copied: one file, then `npm run generate`. test/laws/trainers.test.ts holds every algorithm to its laws:
 * deterministic, a batch trains as each run alone, equivariant, cancellable. The example keeps one training point in so many.
 */
import { z } from 'zod';
import { selectRows } from '../mathematics/points';
import { integerParameter } from '../registry/parameters';
import { defineTrainer } from './define-trainer';

export const thinning = defineTrainer({
  // As written on the command line; never changed once released.
  id: 'thinning',
  label: 'Thinning',
  summary: 'One line that says what is special about it.',
  parameters: z.object({ every: integerParameter('One training point in so many is kept', 2, { minimum: 1 }) }),
  create: ({ every }) => ({
    // The law that its gap is expected to follow; null where the theory makes no claim.
    law: null,
    generator: false,
    async train(batch, work) {
      await work.checkpoint({ step: 'training', current: 0, total: batch.length });
      return batch.map(({ training }) => {
        const kept = Array.from({ length: Math.ceil(training.count / every) }, (_, i) => i * every);
        return { predictionSet: selectRows(training, kept), closed: 'group' as const };
      });
    },
  }),
});
