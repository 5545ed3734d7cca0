import { isOutOfMemory } from '../networks/out-of-memory';
import type { Work } from '../work';
import type { Trainer, TrainingOutcome, TrainingRun } from './define-trainer';

/**
 * Trains runs together, in halves where memory does not suffice for all of them, and so on down to one.
 *
 * A run is made anew for each attempt, since drawing from it moves its streams.
 * @param onHalved - told how many runs will be trained together from then on
 */
export async function trainWithinMemory(
  trainer: Pick<Trainer, 'train'>,
  runs: readonly (() => TrainingRun)[],
  work: Work,
  onHalved: (together: number) => void,
): Promise<readonly TrainingOutcome[]> {
  try {
    return await trainer.train(
      runs.map((make) => make()),
      work,
    );
  } catch (error) {
    if (!isOutOfMemory(error)) throw error;
    if (runs.length <= 1)
      return runs.map(() => ({
        failed: 'There is not enough memory for it, even trained alone; expected a smaller network or batch.',
      }));
    const half = Math.ceil(runs.length / 2);
    onHalved(half);
    const first = await trainWithinMemory(trainer, runs.slice(0, half), work, onHalved);
    return [...first, ...(await trainWithinMemory(trainer, runs.slice(half), work, onHalved))];
  }
}
