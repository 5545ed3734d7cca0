import { ExpectedError } from '#core/errors';
import { checkHypotheses } from '#core/gap/hypotheses';
import { modelGap } from '#core/gap/model-gap';
import { resolveGroup } from '#core/groups/registry';
import type { Points } from '#core/mathematics/points';
import { randomStream } from '#core/mathematics/random-stream';
import { thinned } from '#core/sweep/draws';
import type { TrainedModel, Trainer, TrainingRun } from '#core/trainers/define-trainer';
import type { Work } from '#core/work';
import type { RunResult } from '../workspace';

/** Points kept of each run's sets, for pictures of it. */
const keptPoints = 2048;

export interface TrainedRun {
  readonly run: { readonly id: string; readonly hash: string; readonly n: number };
  readonly seed: number;
  readonly trainer: Trainer;
  readonly training: TrainingRun;
  readonly model: TrainedModel;
  readonly test: Points;
}

/** The gap of a trained model on fresh test points, and whether its hypotheses hold; its time is the batch's to tell. */
export async function measureRun(
  { run, seed, trainer, training, model, test }: TrainedRun,
  work: Work,
): Promise<Omit<RunResult, 'seconds' | 'memory'>> {
  const trivial = resolveGroup('trivial', { ambientDimension: test.dimension }).group;
  const group = model.closed === 'group' ? training.group : trivial;
  const { gap, standardError } = await modelGap({ predictionSet: model.predictionSet, group, testPoints: test }, work);
  if (!Number.isFinite(gap))
    throw new ExpectedError('not-finite', `The gap at n = ${String(run.n)} is not a finite number.`);
  const random = randomStream([seed, run.hash, 'after training']);
  const claimed = trainer.symmetric === false ? trivial : training.group;
  const { scoreErrors, ...checks } = await checkHypotheses(
    { model, trainer, training: training.training, group: claimed, random: random.derive('hypotheses') },
    work,
  );
  const kept = (kind: 'prediction-set' | 'samples', points: Points): RunResult['blobs'][number] => {
    const { count, dimension, values } = thinned(points, keptPoints, random.derive(kind));
    return { kind, points: count, dimension, values: Float32Array.from(values) };
  };
  return {
    id: run.id,
    gap,
    standardError,
    hypotheses: { ...checks, scoreErrors: [...scoreErrors] },
    series: Object.entries(model.series ?? {}).map(([name, { steps, values }]) => ({ name, steps, values })),
    blobs: [
      kept('prediction-set', model.predictionSet),
      ...(model.samples === undefined ? [] : [kept('samples', model.samples)]),
    ],
  };
}
