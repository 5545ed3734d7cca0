import * as tf from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import { actionOn } from '../../groups/action-on';
import type { Group } from '../../groups/define-group';
import { trivialGroup } from '../../groups/trivial';
import { columnsOf, rowOf, zeroPoints, type Points } from '../../mathematics/points';
import { sizeOf, type Network, type Weight } from '../../networks/define-network';
import { equivariantPredictor, plainPredictor } from '../../networks/equivariant/predictor-network';
import { trainReplicas, type KeptWeights, type TrainedReplicas } from '../../networks/train-replicas';
import type { PairLayout } from '../../spaces/layout';
import type { Work } from '../../work';
import { momentsOfOrbits } from '../data-scale';
import type { Predictor, TrainingOutcome, TrainingRun } from '../define-trainer';
import { inGroups } from '../in-groups';
import { trainingSize, type NetworkSettings, type TrainingSize } from '../network-parameters';
import { optimisationOf } from '../optimisation-parameters';
import { pairsOf } from '../pairs-of';

/** A step's outputs and targets, in standard deviations of the targets where these are scaled. */
export interface PredictionStep {
  /** [R, B, K, outputs]. */
  readonly outputs: Tensor4D;
  /** [R, B, outputs]. */
  readonly targets: Tensor3D;
  /** Share of the training that is done, in (0, 1]. */
  readonly progress: number;
}

export interface PredictorSettings extends NetworkSettings {
  /** The trainer's id, and what its tasks must be. */
  readonly id: string;
  readonly needs: 'pairs' | 'classes';
  /** Outputs at each input. */
  hypotheses(run: TrainingRun): number;
  /** Whether every step takes fresh pairs of the task, where it can draw them, in place of the training set. */
  readonly fresh: boolean;
  /** Whether targets are moved and scaled to mean 0 and variance 1; else they are taken as they are. */
  readonly scaled: boolean;
  /** The loss of each replica, [R]. */
  loss(step: PredictionStep): Tensor1D;
  /** Outputs as they are given to the user, [R, B, K, outputs], from what the network gives. */
  finish(outputs: Tensor4D): Tensor4D;
}

/** Mean and standard deviation of inputs and targets. */
interface Scale {
  readonly centre: Float64Array;
  readonly spread: number;
}

interface Prepared {
  readonly run: TrainingRun;
  readonly inputs: Scale;
  readonly targets: Scale;
}

interface Shape extends TrainingSize {
  readonly hypotheses: number;
}

/** Points that a scale is taken from where there are fresh ones. */
const scalePoints = 1024;
/** Inputs that are evaluated at once. */
const chunk = 4096;

/** Trains predictors, those of one architecture together. */
export function trainPredictors(
  batch: readonly TrainingRun[],
  settings: PredictorSettings,
  work: Work,
): Promise<readonly TrainingOutcome[]> {
  return inGroups(
    batch,
    (run): Shape => ({ ...trainingSize(settings, run), hypotheses: settings.hypotheses(run) }),
    (runs, shape) => trainTogether(runs, shape, settings, work),
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
  const replicas = runs.map((run) => prepare(run, pair, settings));
  const fold = (outputs: Tensor3D): Tensor4D =>
    tf.reshape(outputs, [outputs.shape[0], outputs.shape[1], shape.hypotheses, pair.outputs]);
  const none = (x: Tensor3D): Tensor3D => tf.zeros([x.shape[0], x.shape[1], 0]);
  const trained = await trainReplicas(
    {
      weights: network.weights,
      replicas: replicas.map(({ run }) => ({ random: run.random.derive('weights'), fineness: 1 })),
      ...optimisationOf(settings),
      steps: shape.steps,
      loss(weights, step) {
        const { x, y } = drawBatch(replicas, pair, settings, shape.batch, step);
        const outputs = fold(network.apply(weights, x, none(x)));
        return settings.loss({ outputs, targets: y, progress: step / shape.steps });
      },
      label: 'training',
    },
    work,
  );
  try {
    const evaluate = (x: Tensor3D, weights: Parameters<Network['apply']>[0]): Tensor4D =>
      settings.finish(fold(network.apply(weights, x, none(x))));
    return await outcomes(replicas, pair, shape, trained, evaluate, settings, work);
  } finally {
    trained.dispose();
  }
}

function networkOf(group: Group, pair: PairLayout, shape: Shape, settings: PredictorSettings): Network {
  const { layers, frequencies, symmetry } = settings;
  const size = { width: shape.width, layers, frequencies };
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

function prepare(run: TrainingRun, pair: PairLayout, settings: PredictorSettings): Prepared {
  const { inputs, outputs } = pair;
  const fresh = settings.fresh && run.draw !== undefined ? run.draw(scalePoints, 'scale') : run.training;
  const scaleOf = (from: number, to: number): Scale => {
    const group = settings.symmetry === 'none' ? trivialGroup(to - from) : actionOn(run.group, from, to);
    return momentsOfOrbits(columnsOf(fresh, from, to), group);
  };
  return {
    run,
    inputs: scaleOf(0, inputs),
    targets: settings.scaled ? scaleOf(inputs, inputs + outputs) : { centre: new Float64Array(outputs), spread: 1 },
  };
}

function drawBatch(
  replicas: readonly Prepared[],
  pair: PairLayout,
  settings: PredictorSettings,
  batch: number,
  step: number,
): { readonly x: Tensor3D; readonly y: Tensor3D } {
  const { inputs, outputs } = pair;
  const { symmetry, fresh } = settings;
  const x = new Float32Array(replicas.length * batch * inputs);
  const y = new Float32Array(replicas.length * batch * outputs);
  const moved = new Float64Array(inputs + outputs);
  replicas.forEach(({ run, ...scales }, r) => {
    const random = run.random.derive('training').derive(step);
    const drawn = fresh && run.draw !== undefined ? run.draw(batch, `step ${String(step)}`) : undefined;
    for (let b = 0; b < batch; b++) {
      const row = drawn === undefined ? rowOf(run.training, random.integer(run.training.count)) : rowOf(drawn, b);
      if (symmetry === 'augmentation') run.group.act(run.group.sample(random), row, moved);
      else moved.set(row);
      const at = r * batch + b;
      for (let k = 0; k < inputs; k++)
        x[at * inputs + k] = ((moved[k] as number) - (scales.inputs.centre[k] as number)) / scales.inputs.spread;
      for (let k = 0; k < outputs; k++)
        y[at * outputs + k] =
          ((moved[inputs + k] as number) - (scales.targets.centre[k] as number)) / scales.targets.spread;
    }
  });
  return {
    x: tf.tensor3d(x, [replicas.length, batch, inputs]),
    y: tf.tensor3d(y, [replicas.length, batch, outputs]),
  };
}

async function outcomes(
  replicas: readonly Prepared[],
  pair: PairLayout,
  { hypotheses }: Shape,
  trained: TrainedReplicas,
  evaluate: (x: Tensor3D, weights: Parameters<Network['apply']>[0]) => Tensor4D,
  { symmetry }: PredictorSettings,
  work: Work,
): Promise<readonly TrainingOutcome[]> {
  const results: TrainingOutcome[] = [];
  for (const [r, prepared] of replicas.entries()) {
    const failed = trained.failed[r] ?? null;
    if (failed !== null) {
      results.push({ failed: `The loss was no longer a finite number at step ${String(failed)}.` });
      continue;
    }
    const predictor = predictorOf(prepared, hypotheses, trained.replica(r), evaluate);
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

function predictorOf(
  { inputs, targets }: Prepared,
  hypotheses: number,
  weights: KeptWeights,
  evaluate: (x: Tensor3D, weights: Parameters<Network['apply']>[0]) => Tensor4D,
): Predictor {
  return {
    hypotheses,
    async predict(points, work) {
      const width = targets.centre.length;
      const found = zeroPoints(points.count * hypotheses, width);
      for (let from = 0; from < points.count; from += chunk) {
        await work.checkpoint({ step: 'predicting', current: from, total: points.count });
        const count = Math.min(chunk, points.count - from);
        const x = scaled(points, from, count, inputs);
        const values = weights.evaluate((tensors) =>
          tf.tidy(() => evaluate(tf.tensor3d(x, [1, count, points.dimension]), tensors()).dataSync()),
        );
        for (let at = 0; at < values.length; at++)
          found.values[from * hypotheses * width + at] =
            (targets.centre[at % width] as number) + targets.spread * (values[at] as number);
      }
      return found;
    },
  };
}

function scaled(points: Points, from: number, count: number, { centre, spread }: Scale): Float32Array {
  const { dimension, values } = points;
  return Float32Array.from(
    { length: count * dimension },
    (_, at) => ((values[from * dimension + at] as number) - (centre[at % dimension] as number)) / spread,
  );
}
