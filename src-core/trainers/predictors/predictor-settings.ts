import type { Tensor1D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import type { TrainingRun } from '../define-trainer';
import type { NetworkSettings } from '../network-parameters';

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
