import type { EventOf } from '#contract/events';
import type { Checkpoint } from './checkpoint';

/** Losses of a run that have been recorded. */
export interface RunLosses {
  /** The run's id. */
  readonly id: string;
  /** Records of this run before these; those that were told from here on are void. */
  readonly from: number;
  readonly steps: readonly number[];
  readonly values: readonly number[];
}

/** What a job tells while it is at work, beside its progress. */
export type JobNote =
  | { readonly kind: 'checkpoint'; readonly checkpoint: Checkpoint }
  | { readonly kind: 'losses'; readonly runs: readonly RunLosses[] }
  | { readonly kind: 'curve'; readonly curve: Omit<EventOf<'measure.curve'>, 'job'> }
  | { readonly kind: 'notice'; readonly message: string };
