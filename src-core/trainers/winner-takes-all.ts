import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { trivialGroup } from '../groups/trivial';
import { rowOf, selectRows, zeroPoints, type Points } from '../mathematics/points';
import { stopGradient } from '../networks/stop-gradient';
import { choiceParameter, optionalIntegerParameter, realParameter } from '../registry/parameters';
import type { Work } from '../work';
import { learnCodebook } from './codebooks/learn-codebook';
import { defineTrainer, type TrainedModel, type TrainingRun } from './define-trainer';
import { predictorParameters, trainingSize, trainingSteps, type NetworkSettings } from './network-parameters';
import { trainPredictors } from './predictors/train-predictors';
import { variants, winningWeights, type WinningSettings } from './winning-weights';

type Settings = NetworkSettings & WinningSettings & { readonly hypotheses?: number | undefined };

/**
 * Multiple-choice learning: K hypotheses, of which the nearest to the target learns from it (Guzman-Rivera et al., 2012), with the remedies for hypotheses that never
 * win: relaxed (Rupprecht et al., 2017) and annealed (Perera et al., 2024); see winningWeights.
 *
 * Of pairs a network gives K outputs at each input, and the gap is the mean over inputs of the least squared distance at the same input; of other tasks K points are
 * learned, closed under the group. Where the number of hypotheses is left out, a run's size is their number, and every step learns from fresh points of the task:
 * then the gap follows the law of optimal quantisation in K, with the dimension of y given x. Where it is given, the size is that of the training set.
 */
export const winnerTakesAll = defineTrainer({
  id: 'winner-takes-all',
  label: 'Winner takes all',
  summary: 'Trains several hypotheses, of which the nearest to each target learns from it.',
  parameters: z.object({
    variant: choiceParameter(
      'Which hypotheses learn from a target: the nearest alone (wta), the others a little (relaxed), or all at a temperature that falls (annealed)',
      variants,
      'annealed',
    ),
    hypotheses: optionalIntegerParameter('Number of hypotheses; the size of the run when left out', {
      minimum: 1,
      maximum: 65_536,
    }),
    relaxation: realParameter('Share that the others learn by, relaxed', 0.05, { minimum: 0, maximum: 0.5 }),
    temperature: realParameter(
      'First temperature in variances of the targets, annealed; from 2 on all hypotheses begin at the mean',
      2,
      {
        minimum: 1e-6,
        maximum: 1e3,
      },
    ),
    ...predictorParameters,
  }),
  create: (settings) => ({
    law: settings.hypotheses === undefined && settings.symmetry !== 'augmentation' ? 'quantisation' : null,
    generator: false,
    replicas: true,
    amount: (n) => trainingSteps(settings, n),
    predicts: 'hypotheses',
    hypothesesOf: (n) => hypothesesOf(settings, n),
    symmetric: settings.symmetry !== 'none',
    train: (batch, work) =>
      batch[0]?.layout?.kind === 'pair' ? trainHypotheses(batch, settings, work) : learnPoints(batch, settings, work),
  }),
});

function hypothesesOf({ hypotheses }: Settings, n: number): number {
  return hypotheses ?? n;
}

function trainHypotheses(batch: readonly TrainingRun[], settings: Settings, work: Work) {
  return trainPredictors(
    batch,
    {
      ...settings,
      id: 'winner-takes-all',
      needs: 'pairs',
      hypotheses: (run) => hypothesesOf(settings, run.training.count),
      fresh: settings.hypotheses === undefined,
      scaled: true,
      loss({ outputs, targets, progress }) {
        const squares: Tensor3D = tf.sum(tf.square(tf.sub(outputs, tf.expandDims(targets, 2))), 3);
        // The targets' variance is 1 in each coordinate.
        const temperature = settings.temperature * targets.shape[2];
        const weights = stopGradient(winningWeights(squares, progress, { ...settings, temperature }));
        return tf.mean(tf.sum(tf.mul(weights, squares), 2), 1);
      },
      finish: (outputs) => outputs,
    },
    work,
  );
}

/** Steps of a network that one iteration of a codebook stands for. */
const stepsEach = 40;

async function learnPoints(
  batch: readonly TrainingRun[],
  settings: Settings,
  work: Work,
): Promise<readonly TrainedModel[]> {
  const models: TrainedModel[] = [];
  for (const run of batch) {
    const equivariant = settings.symmetry === 'equivariant';
    const found = await learnCodebook(
      {
        hypotheses: hypothesesOf(settings, run.training.count),
        group: equivariant ? run.group : trivialGroup(run.training.dimension),
        draw: pointsFor(run, settings),
        random: run.random.derive('hypotheses'),
        iterations: Math.max(10, Math.round(trainingSize(settings, run).steps / stepsEach)),
        settings,
      },
      work,
    );
    models.push({
      predictionSet: found.codewords,
      closed: equivariant ? 'group' : 'trivial',
      series: { gap: { steps: found.gaps.map((_, i) => i), values: found.gaps } },
    });
  }
  return models;
}

/**
 * Fresh points where the size is the number of hypotheses and the task can draw, rows of the training set otherwise; moved at random for augmentation. Equal keys give
 * equal points.
 */
function pointsFor(run: TrainingRun, { hypotheses, symmetry }: Settings): (count: number, key: string) => Points {
  const { training, draw, group } = run;
  return (count, key) => {
    const random = run.random.derive('points').derive(key);
    const points =
      hypotheses === undefined && draw !== undefined
        ? draw(count, key)
        : selectRows(
            training,
            Array.from({ length: count }, () => random.integer(training.count)),
          );
    if (symmetry !== 'augmentation') return points;
    const moved = zeroPoints(count, points.dimension);
    for (let i = 0; i < count; i++)
      group.act(
        group.sample(random),
        rowOf(points, i),
        moved.values.subarray(i * moved.dimension, (i + 1) * moved.dimension),
      );
    return moved;
  };
}
