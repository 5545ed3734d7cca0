import type { Hypotheses, SweepCurve } from '#contract/results';
import type { RunState, RunSummary, SweepDeclaration, SweepSummary } from '#contract/sweep';

/** A sweep that has just been planned, to be stored with all its curves, batches and runs. */
export interface NewSweep {
  readonly id: string;
  readonly declaration: SweepDeclaration;
  readonly declarationHash: string;
  /** The task in full, as it enters the runs' hashes. */
  readonly taskName: string;
  readonly created: string;
  readonly curves: readonly { readonly label: string; readonly group: string; readonly trainer: string }[];
  /** In order; `curve` is an index of `curves`. */
  readonly batches: readonly { readonly curve: number; readonly runs: readonly NewRun[] }[];
}

export interface NewRun {
  readonly id: string;
  readonly hash: string;
  readonly n: number;
  readonly replicate: number;
  /** The result of an earlier run with the same hash. */
  readonly reused?: StoredResult;
}

export interface StoredResult {
  readonly runId: string;
  /** As the summary of its sweep lists them. */
  readonly backend: string;
  readonly gap: number;
  readonly standardError: number;
  readonly seconds: number;
  readonly hypotheses: Hypotheses | null;
}

/** What a finished run leaves behind. */
export interface RunResult {
  readonly id: string;
  readonly gap: number;
  readonly standardError: number;
  readonly seconds: number;
  readonly hypotheses: Hypotheses | null;
  readonly series: readonly {
    readonly name: string;
    readonly steps: readonly number[];
    readonly values: readonly number[];
  }[];
  readonly blobs: readonly {
    readonly kind: 'prediction-set' | 'samples';
    readonly points: number;
    readonly dimension: number;
    readonly values: Float32Array;
  }[];
}

export interface StoredSweep {
  readonly summary: SweepSummary;
  readonly declaration: SweepDeclaration;
  readonly taskName: string;
  readonly curves: readonly StoredCurve[];
}

export interface StoredCurve {
  readonly id: number;
  readonly label: string;
  readonly group: string;
  readonly trainer: string;
  readonly result: SweepCurve | null;
}

/** A batch with the lease under which it may be worked on. */
export interface LeasedBatch {
  readonly id: number;
  readonly token: number;
  /** This one included. */
  readonly attempts: number;
  readonly curve: StoredCurve;
  /** Those that are not finished. */
  readonly runs: readonly {
    readonly id: string;
    readonly hash: string;
    readonly n: number;
    readonly replicate: number;
  }[];
}

export interface FinishedRun {
  readonly n: number;
  readonly replicate: number;
  readonly gap: number;
  readonly standardError: number;
  readonly hypotheses: Hypotheses | null;
}

/** The stored sweeps. The engine is the only writer; two engines at one file are kept apart by the leases. */
export interface Workspace {
  readonly path: string;
  /** Why nothing can be written, in one sentence; null in a sound workspace. */
  readonly damage: string | null;
  readonly sqliteVersion: string;

  addSweep(sweep: NewSweep): Promise<void>;
  /** Finished runs with these hashes, by hash. */
  findResults(hashes: readonly string[]): Promise<ReadonlyMap<string, StoredResult>>;
  /** The newest sweep with this declaration that is not finished. */
  findUnfinished(declarationHash: string): Promise<string | null>;

  /** Throws 'not-found'. */
  sweep(id: string): Promise<StoredSweep>;
  /** Throws 'not-found'. */
  summary(id: string): Promise<SweepSummary>;
  list(page: {
    search: string;
    after: string | null;
    limit: number;
  }): Promise<{ sweeps: SweepSummary[]; total: number }>;
  runs(sweepId: string, ids?: readonly string[]): Promise<RunSummary[]>;
  finishedRuns(curveId: number): Promise<FinishedRun[]>;

  /** Leases the sweep's next queued batch to `owner`; null when none is queued. */
  claimBatch(sweepId: string, owner: string, now: number): Promise<LeasedBatch | null>;
  heartbeat(owner: string, now: number): Promise<void>;
  /** False, and nothing stored, where the lease has passed to another. */
  storeRun(batch: Pick<LeasedBatch, 'id' | 'token'>, result: RunResult): Promise<boolean>;
  /** Ends the lease. Runs that are not finished get the batch's state, and the error. */
  closeBatch(batch: Pick<LeasedBatch, 'id' | 'token'>, state: RunState, error: string | null): Promise<void>;
  /** Batches whose owner is gone become interrupted, and so do their sweeps; answers the sweeps. */
  interruptAbandoned(isGone: (owner: string, heartbeat: number) => boolean): Promise<string[]>;
  /** Queues all that is not finished. */
  requeue(sweepId: string): Promise<void>;
  /** Cancels all that is queued or interrupted. */
  cancelQueued(sweepId: string): Promise<void>;

  setState(sweepId: string, state: RunState): Promise<void>;
  addSeconds(sweepId: string, seconds: number): Promise<void>;
  setBackend(sweepId: string, backend: string): Promise<void>;
  storeCurve(curveId: number, result: SweepCurve): Promise<void>;

  setDeleted(sweepId: string, deleted: string | null): Promise<void>;
  /** Puts a sweep that was exported from another workspace in this one. */
  importSweep(sweep: ImportedSweep): Promise<void>;
  check(): Promise<string[]>;
  size(): Promise<{ sweeps: number; bytes: number }>;
  close(): Promise<void>;
}

export interface ImportedSweep {
  readonly summary: SweepSummary;
  readonly declaration: SweepDeclaration;
  readonly declarationHash: string;
  readonly taskName: string;
  readonly curves: readonly {
    readonly label: string;
    readonly group: string;
    readonly trainer: string;
    readonly result: SweepCurve | null;
  }[];
  readonly runs: readonly (RunSummary & { readonly curveIndex: number; readonly hypotheses: Hypotheses | null })[];
}
