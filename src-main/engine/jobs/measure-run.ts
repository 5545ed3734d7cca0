import { ExpectedError } from '#core/errors';
import { deadHypotheses } from '#core/gap/dead-hypotheses';
import { checkHypotheses } from '#core/gap/hypotheses';
import { modelGap } from '#core/gap/model-gap';
import { hypothesesGap, outputGap, type TestMean } from '#core/gap/predictor-gap';
import { actionOn } from '#core/groups/action-on';
import { trivialGroup } from '#core/groups/trivial';
import { columnsOf, selectRows, type Points } from '#core/mathematics/points';
import { randomStream } from '#core/mathematics/random-stream';
import { heldOutInputs, keptRows } from '#core/sweep/draws';
import type { TrainedModel, Trainer, TrainingRun } from '#core/trainers/define-trainer';
import type { Work } from '#core/work';
import type { RunResult } from '../workspace';

export interface TrainedRun {
  readonly run: { readonly id: string; readonly hash: string; readonly n: number };
  readonly seed: number;
  readonly trainer: Trainer;
  readonly training: TrainingRun;
  readonly model: TrainedModel;
  readonly test: Points;
}

interface MeasuredGap {
  readonly gap: number;
  readonly standardError: number;
  readonly generalization: TestMean | null;
  readonly outputs: Points;
  readonly winners: Int32Array;
}

/** The gap by what the model makes: points of the task, outputs, or hypotheses at each input. */
async function measuredGap(
  { trainer, training, model, test }: Pick<TrainedRun, 'trainer' | 'training' | 'model' | 'test'>,
  work: Work,
): Promise<MeasuredGap> {
  const { predictor, closed, predictionSet } = model;
  const { group, layout } = training;
  if (predictor === undefined || layout?.kind !== 'pair') {
    const closure = closed === 'group' ? group : trivialGroup(test.dimension);
    const { nearest, ...found } = await modelGap({ predictionSet, group: closure, testPoints: test }, work);
    return { ...found, generalization: null, outputs: predictionSet, winners: nearest };
  }
  const { inputs, outputs: width } = layout;
  const found =
    trainer.predicts === 'hypotheses'
      ? await hypothesesGap({ predictor, pair: layout, test }, work)
      : await outputGap(
          {
            predictor,
            pair: layout,
            test,
            outputGroup: closed === 'group' ? actionOn(group, inputs, inputs + width) : trivialGroup(width),
            // As many more as a generator would draw samples: a finite set of outputs has a gap of its own.
            ...(training.draw === undefined || training.samples === 0
              ? {}
              : { further: columnsOf(training.draw(training.samples, heldOutInputs), 0, inputs) }),
          },
          work,
        );
  return {
    gap: found.gap.mean,
    standardError: found.gap.standardError,
    generalization: found.generalization,
    outputs: found.outputs,
    winners: found.winners,
  };
}

/** The gap of a trained model on fresh test points, and whether its hypotheses hold; its time is the batch's to tell. */
export async function measureRun(
  { run, seed, trainer, training, model, test }: TrainedRun,
  work: Work,
): Promise<Omit<RunResult, 'seconds' | 'memory'>> {
  const trivial = trivialGroup(test.dimension);
  const random = randomStream([seed, run.hash, 'after training']);
  const { gap, standardError, generalization, outputs, winners } = await measuredGap(
    { trainer, training, model, test },
    work,
  );
  if (!Number.isFinite(gap))
    throw new ExpectedError('not-finite', `The gap at n = ${String(run.n)} is not a finite number.`);
  const claimed = trainer.symmetric === false ? trivial : training.group;
  const { group, layout } = training;
  const pair = layout?.kind === 'pair' ? layout : undefined;
  const { scoreErrors, scoreDimensions, ...checks } = await checkHypotheses(
    {
      ...{ model, trainer, training: training.training, group: claimed, random: random.derive('hypotheses') },
      // A predictor claims nothing of its outputs, so that what it has of the group's symmetry is told in any case.
      ...(pair === undefined ? {} : { held: { pair, pairs: test, group } }),
      ...(trainer.predicts === 'hypotheses'
        ? {
            deadHypotheses: await deadHypotheses(
              { model, group, training: training.training, testWinners: winners, pair },
              work,
            ),
          }
        : {}),
    },
    work,
  );
  const kept = (kind: 'prediction-set' | 'samples', points: Points): RunResult['blobs'][number] => {
    const rows = keptRows({ seed, hash: run.hash }, kind, points.count);
    const { count, dimension, values } = selectRows(points, rows);
    return { kind, points: count, dimension, values: Float32Array.from(values) };
  };
  return {
    id: run.id,
    gap,
    standardError,
    generalization: generalization?.mean ?? null,
    generalizationStandardError: generalization?.standardError ?? null,
    hypotheses: { ...checks, scoreErrors: [...scoreErrors], scoreDimensions: [...scoreDimensions] },
    series: Object.entries(model.series ?? {}).map(([name, { steps, values }]) => ({ name, steps, values })),
    blobs: [kept('prediction-set', outputs), ...(model.samples === undefined ? [] : [kept('samples', model.samples)])],
  };
}
