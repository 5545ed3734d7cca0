import type { RandomStream } from '../mathematics/random-stream';
import type { TrainingState } from './training-state';

/** Losses of replicas trained together. */
export interface RecordedLosses {
  /** The streams that the replicas’ weights were drawn by, which tell whose they are. */
  readonly replicas: readonly RandomStream[];
  /** Records of this training before these. A training that goes on from a kept state tells all of them anew, from 0. */
  readonly from: number;
  readonly steps: readonly number[];
  /** For each replica, one value a step. */
  readonly losses: readonly (readonly number[])[];
}

/** What a training tells whoever runs it, and what it is told of an earlier attempt. Every training of networks uses it; trainers need not know of it. */
export interface TrainingLog {
  /** The latest state that was kept of a training in which all these replicas took part, reduced to them. */
  load(names: readonly string[]): TrainingState | undefined;
  /**
   * Whether the state should be kept now; asked after each step.
   * @param ended - whether that was the last step
   */
  due(ended: boolean): boolean;
  /** Keeps a state, in place of an earlier one of the same replicas. */
  keep(state: TrainingState): void;
  observe(recorded: RecordedLosses): void;
  /** Tells the largest size of all tensors during a step, in bytes. */
  measure(replicas: readonly RandomStream[], bytes: number): void;
}
