import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { Weight } from './define-network';
import type { Optimiser } from './optimisers/define-optimiser';
import type { Schedule } from './optimisers/learning-rate';
import type { ReplicaSeed } from './weight-layout';

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
   * numbers that are keyed by replica and step, and depends on nothing else, so that a training can go on from a kept state.
   */
  loss(weights: readonly Tensor[], step: number): Tensor1D;
  /** What the progress calls this training. */
  readonly label: string;
}
