import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { CancelledError } from '../errors';
import type { Work } from '../work';
import { computeNumbers, copyNumbers } from './compute-numbers';
import { LateFailure } from './late-failure';
import { isOutOfMemory } from './out-of-memory';
import { peakBytes } from './peak-bytes';
import { ReplicaProgram } from './replica-program';
import { replicaNames } from './replica-names';
import { ReplicaLosses } from './replica-losses';
import type { TrainingRequest } from './training-request';
import type { TrainingState } from './training-state';
import { weightLayout, type WeightLayout } from './weight-layout';

/** Weights of networks that were trained. */
export interface TrainedWeights {
  /**
   * The numbers of what `use` computes with the tensors that Network.apply takes; nothing of it is left afterwards.
   * @param use - called inside a tidy scope
   */
  evaluate(use: (weights: readonly Tensor[]) => Tensor): Promise<Float32Array>;
}

/** What a replica's training left behind. */
export interface TrainedReplicas extends TrainedWeights {
  /** What kept states know the replicas by; none where the work keeps no training log. */
  readonly names: readonly string[];
  /** [R, trained], the moving average where one was asked for. To be disposed of. */
  readonly trained: Tensor2D;
  /** [R, fixed]. To be disposed of. */
  readonly fixed: Tensor2D;
  /** Steps at which losses were recorded. */
  readonly steps: readonly number[];
  /** For each replica its losses, each the mean since the one before. */
  readonly losses: readonly (readonly number[])[];
  /** For each replica the step by which its loss was no longer finite, or null. */
  readonly failed: readonly (number | null)[];
  /** A copy of one replica's weights as plain numbers, which needs no disposal; its tensors are [1, …shape]. */
  replica(index: number): Promise<TrainedWeights>;
  dispose(): void;
}

/**
 * Trains R networks of one architecture as one tensor program; no replica's numbers touch another's. Where the work keeps a training log, it goes on from a state that
 * was kept of an earlier attempt, and ends with the same numbers as if there had been no interruption.
 */
export async function trainReplicas(request: TrainingRequest, work: Work): Promise<TrainedReplicas> {
  const { replicas, steps, label } = request;
  const log = work.training;
  const streams = replicas.map(({ random }) => random);
  const names = log === undefined ? [] : replicaNames(request);
  const layout = weightLayout(request.weights);
  const program = new ReplicaProgram(request, layout);
  const losses = new ReplicaLosses(replicas.length, steps);
  let bytes: number | undefined;
  let done = 0;

  const restore = (state: TrainingState | undefined): void => {
    if (state?.steps !== steps || state.step > steps || !program.restore(state.tensors)) return;
    losses.restore(state);
    ({ bytes, step: done } = state);
    log?.measure(streams, bytes);
    log?.observe({
      replicas: streams,
      from: 0,
      steps: [...losses.steps],
      losses: losses.values.map((own) => [...own]),
    });
  };
  const keep = async (): Promise<void> => {
    if (log === undefined) return;
    const tensors = { ...(await program.tensors()), ...(await losses.pending()) };
    log.keep({ replicas: names, step: done, steps, tensors, ...losses.recorded(), bytes: bytes ?? 0 });
  };
  const advance = async (step: number): Promise<void> => {
    const act = (): void => losses.add(program.advance(step));
    if (log === undefined || bytes !== undefined) act();
    else {
      // Every step has the same kernels, so that the first one tells for all.
      bytes = await peakBytes(act);
      log.measure(streams, bytes);
    }
    done = step;
    const from = losses.steps.length;
    if (await losses.record(step))
      log?.observe({ replicas: streams, from, steps: [step], losses: losses.values.map((own) => own.slice(from)) });
  };

  try {
    restore(log?.load(names));
    await work.checkpoint({ step: label, current: done, total: steps });
    while (done < steps) {
      await advance(done + 1);
      if (log?.due(done === steps) === true) await keep();
      await work.checkpoint({ step: label, current: done, total: steps });
    }
  } catch (error) {
    try {
      if (done > 0 && leavesNumbers(error)) await keep();
    } finally {
      losses.dispose();
      program.dispose();
    }
    throw error;
  }
  const { trained, fixed } = program.end();
  return {
    names,
    trained,
    fixed,
    evaluate: (use) => computeNumbers(() => use(layout.unpack(trained, fixed))),
    replica: (index) => keepReplica(layout, trained, fixed, index),
    steps: losses.steps,
    losses: losses.values,
    failed: losses.failed,
    dispose: () => tf.dispose([trained, fixed]),
  };
}

/** Whether all numbers are what they were before a step that failed. */
function leavesNumbers(error: unknown): boolean {
  return error instanceof CancelledError || (isOutOfMemory(error) && !(error instanceof LateFailure));
}

async function keepReplica(
  layout: WeightLayout,
  trained: Tensor2D,
  fixed: Tensor2D,
  index: number,
): Promise<TrainedWeights> {
  const row = (matrix: Tensor2D): Promise<Float32Array> => {
    const own = tf.slice(matrix, [index, 0], [1, -1]);
    return copyNumbers(own).finally(() => {
      own.dispose();
    });
  };
  const own = { trained: await row(trained), fixed: layout.fixed === 0 ? new Float32Array(0) : await row(fixed) };
  const matrix = (values: Float32Array): Tensor2D => tf.tensor2d(values, [1, values.length]);
  return { evaluate: (use) => computeNumbers(() => use(layout.unpack(matrix(own.trained), matrix(own.fixed)))) };
}
