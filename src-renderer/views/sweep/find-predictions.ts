import type { Prediction } from '#contract/results';
import type { SweepPreview } from '#contract/sweep';
import { ExpectedError } from '#core/errors';
import type { EngineClient } from '../../client/engine-client';

/** What the theory says of each curve of a sweep, by its label; without those whose law is not known. */
export async function findPredictions(
  engine: EngineClient,
  { declaration, curves }: SweepPreview,
): Promise<ReadonlyMap<string, Prediction>> {
  const { task } = declaration;
  const found = await Promise.all(
    curves.map(async ({ label, group, trainer }) => [label, await predictionOf(task, group, trainer)] as const),
  );
  return new Map(found.flatMap(([label, one]) => (one === null ? [] : [[label, one]])));

  async function predictionOf(task: string, group: string, trainer: string): Promise<Prediction | null> {
    try {
      return await engine.call('predict', { task, group, trainer, sizes: [] });
    } catch (error) {
      // Data sets have no known law, nor have some predictors.
      if (error instanceof ExpectedError && (error.code === 'unavailable' || error.code === 'does-not-fit'))
        return null;
      throw error;
    }
  }
}
