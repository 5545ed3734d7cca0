import type { TrainingLog } from './networks/training-log';

/** Where a long computation stands: `current` of `total` in the named step. */
export interface Progress {
  readonly step: string;
  readonly current: number;
  readonly total: number;
}

/** What a long computation needs from whoever runs it. */
export interface Work {
  /**
   * To be awaited between chunks of at most about 100 ms: reports progress, lets the host breathe, and throws a
   * CancelledError once the user has cancelled.
   */
  checkpoint(progress: Progress): Promise<void>;
  /** Where trainings keep their state and tell of their losses; absent where nobody keeps anything. */
  readonly training?: TrainingLog;
}

/** Work that nobody watches or cancels. */
export const unwatchedWork: Work = { checkpoint: () => Promise.resolve() };
