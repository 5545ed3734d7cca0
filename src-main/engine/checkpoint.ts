import type { TrainingState } from '#core/networks/training-state';

/** A training inside a batch, as it is stored so that an interrupted batch loses little. */
export interface Checkpoint {
  /** Tells the trainings of a batch apart: a later checkpoint with the same key replaces an earlier one. */
  readonly key: string;
  readonly state: TrainingState;
  /** What the batch had taken by then, in all its attempts. */
  readonly seconds: number;
}
