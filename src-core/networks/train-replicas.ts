import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Work } from '../work';
import type { Weight } from './define-network';
import { clipGradients } from './optimisers/clip-gradients';
import type { Optimiser, OptimiserState } from './optimisers/define-optimiser';
import { learningRate, type Schedule } from './optimisers/learning-rate';
import { weightLayout, type ReplicaSeed, type WeightLayout } from './weight-layout';

export interface TrainingRequest {
  readonly weights: readonly Weight[];
  readonly replicas: readonly ReplicaSeed[];
  readonly optimiser: Optimiser;
  readonly steps: number;
  readonly rate: number;
  readonly schedule: Schedule;
  /** Largest norm of a replica's gradient; 0 for no limit. */
  readonly clip: number;
  /** Decay a step of the moving average of the weights, which is what is kept; 0 for none. */
  readonly averaging: number;
  /**
   * The loss of each replica at a step, [R]. Called inside a tidy scope, with all weights as Network.apply takes them; it makes the step's data from random
   * numbers that are keyed by replica and step.
   */
  loss(weights: readonly Tensor[], step: number): Tensor1D;
  /** What the progress calls this training. */
  readonly label: string;
}

/** What a replica's training left behind. */
export interface TrainedReplicas {
  /** [R, trained], the moving average where one was asked for. To be disposed of. */
  readonly trained: Tensor2D;
  /** [R, fixed]. To be disposed of. */
  readonly fixed: Tensor2D;
  /** The tensors that Network.apply takes; inside a tidy scope. */
  weights(): readonly Tensor[];
  /** Steps at which losses were recorded. */
  readonly steps: readonly number[];
  /** For each replica its losses, each the mean since the one before. */
  readonly losses: readonly (readonly number[])[];
  /** For each replica the step by which its loss was no longer finite, or null. */
  readonly failed: readonly (number | null)[];
  /** A copy of one replica's weights as plain numbers, which needs no disposal. */
  replica(index: number): KeptWeights;
  dispose(): void;
}

/** The weights of one replica, kept outside of tensors. */
export interface KeptWeights {
  /** Calls `use` with the weights as tensors [1, …shape], to be taken inside a tidy scope; nothing of them is left afterwards. */
  evaluate<Result>(use: (weights: () => readonly Tensor[]) => Result): Result;
}

/** Losses recorded over a training, about. */
const records = 100;

/** Trains R networks of one architecture as one tensor program; no replica's numbers touch another's. */
export async function trainReplicas(request: TrainingRequest, work: Work): Promise<TrainedReplicas> {
  const { replicas, optimiser, steps } = request;
  const layout = weightLayout(request.weights);
  const drawn = layout.draw(replicas);
  const { fixed } = drawn;
  let parameters = drawn.trained;
  let state: OptimiserState = optimiser.begin(parameters);
  let average = request.averaging > 0 ? parameters.clone() : undefined;
  const every = Math.max(1, Math.floor(steps / records));
  const recorded: number[] = [];
  const losses = replicas.map((): number[] => []);
  const failed = replicas.map((): number | null => null);
  let pending: Tensor1D | undefined;
  let since = 0;

  const advance = (step: number): void => {
    const rate = learningRate(request.schedule, request.rate, step, steps);
    let perReplica: Tensor1D | undefined;
    const next = tf.tidy(() => {
      const current = [...layout.unpackTrained(parameters)];
      const { grads } = tf.valueAndGrads((...trained: Tensor[]) => {
        const each = request.loss(layout.merge(trained, fixed), step);
        perReplica = tf.keep(each.clone());
        return tf.sum(each);
      })(current);
      const raw = layout.pack(grads);
      const gradient = request.clip > 0 ? clipGradients(raw, request.clip) : raw;
      const moved = optimiser.update({ parameters, gradient, state, step, rate });
      if (average === undefined || perReplica === undefined) return { ...moved, average };
      const decay = Math.min(request.averaging, step / (step + 10));
      const averaged: Tensor2D = tf.add(tf.mul(average, decay), tf.mul(moved.parameters, 1 - decay));
      return { ...moved, average: averaged };
    });
    tf.dispose([parameters, ...Object.values(state), ...(average === undefined ? [] : [average])]);
    ({ parameters, state, average } = next);
    if (perReplica === undefined) throw new Error('The loss was not evaluated.');
    pending = accumulate(pending, perReplica);
    since++;
  };

  const record = (step: number): void => {
    if (pending === undefined) return;
    const values = pending.dataSync();
    pending.dispose();
    pending = undefined;
    recorded.push(step);
    values.forEach((value, r) => {
      losses[r]?.push(value / since);
      if (!Number.isFinite(value)) failed[r] ??= step;
    });
    since = 0;
  };

  try {
    for (let step = 1; step <= steps; step++) {
      advance(step);
      if (step % every !== 0 && step !== steps) continue;
      record(step);
      await work.checkpoint({ step: request.label, current: step, total: steps });
    }
  } catch (error) {
    tf.dispose([parameters, fixed, ...Object.values(state)]);
    average?.dispose();
    pending?.dispose();
    throw error;
  }
  tf.dispose([...Object.values(state)]);
  if (average !== undefined) parameters.dispose();
  const trained = average ?? parameters;
  return {
    trained,
    fixed,
    weights: () => layout.unpack(trained, fixed),
    replica: (index) => keepReplica(layout, trained, fixed, index),
    steps: recorded,
    losses,
    failed,
    dispose: () => tf.dispose([trained, fixed]),
  };
}

function keepReplica(layout: WeightLayout, trained: Tensor2D, fixed: Tensor2D, index: number): KeptWeights {
  const row = (matrix: Tensor2D): Float32Array =>
    tf.tidy(() => Float32Array.from(tf.slice(matrix, [index, 0], [1, -1]).dataSync()));
  const own = { trained: row(trained), fixed: layout.fixed === 0 ? new Float32Array(0) : row(fixed) };
  const matrix = (values: Float32Array): Tensor2D => tf.tensor2d(values, [1, values.length]);
  return { evaluate: (use) => use(() => layout.unpack(matrix(own.trained), matrix(own.fixed))) };
}

function accumulate(sum: Tensor1D | undefined, value: Tensor1D): Tensor1D {
  if (sum === undefined) return value;
  const total = tf.add(sum, value) as Tensor1D;
  tf.dispose([sum, value]);
  return total;
}
