import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Group } from '../../groups/define-group';
import { columnsOf } from '../../mathematics/points';
import { sizeOf, type Network, type Weight } from '../../networks/define-network';
import { equivariantPredictor, plainPredictor } from '../../networks/equivariant/predictor-network';
import { trainReplicas, type TrainedReplicas } from '../../networks/train-replicas';
import type { PairLayout } from '../../spaces/layout';
import type { Work } from '../../work';
import type { TrainingOutcome, TrainingRun } from '../define-trainer';
import { failedLoss } from '../failed-loss';
import { inGroups, inParts } from '../in-groups';
import type { TrainingSize } from '../network-parameters';
import { optimisationOf } from '../optimisation-parameters';
import { pairsOf } from '../pairs-of';
import { drawPairs } from './draw-pairs';
import { networkPredictor, type Evaluate } from './network-predictor';
import type { PredictorSettings } from './predictor-settings';
import { mostPredictorsTogether, predictorSize } from './predictor-size';
import { preparePairs, type PreparedPairs } from './prepared-pairs';

interface Shape extends TrainingSize {
  readonly hypotheses: number;
}

/** Trains predictors, those of one architecture together. */
export function trainPredictors(
  batch: readonly TrainingRun[],
  settings: PredictorSettings,
  work: Work,
): Promise<readonly TrainingOutcome[]> {
  return inGroups(
    batch,
    (run): Shape => ({
      ...predictorSize(settings, pairsOf(settings.id, settings.needs, run.layout), run),
      hypotheses: settings.hypotheses(run),
    }),
    (runs, shape) =>
      inParts(runs, mostPredictorsTogether(settings, shape), (part) => trainTogether(part, shape, settings, work)),
  );
}

async function trainTogether(
  runs: readonly TrainingRun[],
  shape: Shape,
  settings: PredictorSettings,
  work: Work,
): Promise<readonly TrainingOutcome[]> {
  const [first] = runs;
  if (first === undefined) return [];
  const pair = pairsOf(settings.id, settings.needs, first.layout);
  const network = networkOf(first.group, pair, shape, settings);
  const replicas: PreparedPairs[] = [];
  for (const run of runs) replicas.push(await preparePairs(run, pair, settings, work));
  const fold = (outputs: Tensor3D): Tensor4D =>
    tf.reshape(outputs, [outputs.shape[0], outputs.shape[1], shape.hypotheses, pair.outputs]);
  const none = (x: Tensor3D): Tensor3D => tf.zeros([x.shape[0], x.shape[1], 0]);
  const trained = await trainReplicas(
    {
      weights: network.weights,
      replicas: replicas.map(({ run, fineness }) => ({ random: run.random.derive('weights'), fineness })),
      ...optimisationOf(settings),
      steps: shape.steps,
      loss(weights, step) {
        const { x, y } = drawPairs(replicas, pair, settings, shape.batch, step);
        const outputs = fold(network.apply(weights, x, none(x)));
        return settings.loss({ outputs, targets: y, progress: step / shape.steps });
      },
      label: 'training',
    },
    work,
  );
  try {
    const evaluate: Evaluate = (x, weights) => settings.finish(fold(network.apply(weights, x, none(x))));
    const { hypotheses } = shape;
    const size = { hypotheses, widest: network.widest ?? 1 };
    return await outcomes(replicas, pair, size, trained, evaluate, settings, work);
  } finally {
    trained.dispose();
  }
}

function networkOf(group: Group, pair: PairLayout, shape: Shape, settings: PredictorSettings): Network {
  const { layers, frequencies, symmetry } = settings;
  const { width, image, cloud } = shape;
  const size = {
    ...{ width, layers, frequencies },
    ...(image === undefined ? {} : { image }),
    ...(cloud === undefined ? {} : { cloud }),
  };
  const predictor = { inputs: pair.inputs, outputs: pair.outputs, hypotheses: shape.hypotheses };
  const network =
    symmetry === 'equivariant' ? equivariantPredictor(group, predictor, size) : plainPredictor(predictor, size);
  return shape.hypotheses === 1 ? network : { ...network, weights: apart(network.weights) };
}

/**
 * Hypotheses that begin alike would stay alike, and those that begin as different functions of the input part in one way here and in another there: each begins as a
 * constant of its own, by the bias of the last layer.
 */
function apart(weights: readonly Weight[]): readonly Weight[] {
  return weights.map((weight, at) =>
    at < weights.length - 1
      ? weight
      : { ...weight, draw: (random) => Float32Array.from({ length: sizeOf(weight.shape) }, () => random.normal()) },
  );
}

async function outcomes(
  replicas: readonly PreparedPairs[],
  pair: PairLayout,
  size: { readonly hypotheses: number; readonly widest: number },
  trained: TrainedReplicas,
  evaluate: Evaluate,
  { symmetry }: PredictorSettings,
  work: Work,
): Promise<readonly TrainingOutcome[]> {
  const results: TrainingOutcome[] = [];
  for (const [r, prepared] of replicas.entries()) {
    const failed = failedLoss(trained, r);
    if (failed !== undefined) {
      results.push(failed);
      continue;
    }
    const predictor = networkPredictor(prepared, size, await trained.replica(r), evaluate);
    const outputs = await predictor.predict(columnsOf(prepared.run.training, 0, pair.inputs), work);
    results.push({
      predictionSet: outputs,
      predictor,
      closed: symmetry === 'equivariant' ? 'group' : 'trivial',
      series: { loss: { steps: trained.steps, values: trained.losses[r] ?? [] } },
    });
  }
  return results;
}
