import type { Hypotheses, SweepCurve } from '#contract/results';
import type { KnownTime } from '#core/sweep/expected-time';
import type { WorkspaceReport } from '#contract/workspace';
import type { Progress } from '#core/work';
import type { Checkpoint } from './checkpoint';
import type { Annotations, ImportedSweep } from './imported-sweep';
import type { RunTable } from './run-table';
import type { LogEntry, RunState, RunSummary, SweepDeclaration, SweepState, SweepSummary } from '#contract/sweep';

/** A sweep that has just been planned, to be stored with all its curves, batches and runs. */
export interface NewSweep {
  readonly id: string;
  readonly declaration: SweepDeclaration;
  readonly declarationHash: string;
  /** The task in full, as it enters the runs' hashes. */
  readonly taskName: string;
  /** The backend that computes it, never 'auto'. */
  readonly backend: string;
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
  readonly gap: number;
  readonly standardError: number;
  readonly generalization: number | null;
  readonly generalizationStandardError: number | null;
  readonly seconds: number;
  readonly memory: number | null;
  readonly hypotheses: Hypotheses | null;
}

/** A quantity recorded over a training, for example the loss. */
export interface Series {
  readonly name: string;
  readonly steps: readonly number[];
  readonly values: readonly number[];
}

/** What a finished run leaves behind. */
export interface RunResult {
  readonly id: string;
  readonly gap: number;
  readonly standardError: number;
  readonly generalization: number | null;
  readonly generalizationStandardError: number | null;
  readonly seconds: number;
  /** Its share of the largest size of all tensors during a training step, in bytes; null where no network was trained. */
  readonly memory: number | null;
  readonly hypotheses: Hypotheses | null;
  readonly series: readonly Series[];
  readonly blobs: readonly {
    readonly kind: 'prediction-set' | 'samples';
    readonly points: number;
    readonly dimension: number;
    readonly values: Float32Array;
  }[];
}

/** Points that a finished run has left. */
export type StoredPoints = RunResult['blobs'][number];

/** A run as it is stored, with what it has left. */
export interface StoredRun {
  readonly run: RunSummary;
  readonly hypotheses: Hypotheses | null;
  /** Its own, or those of the run that it was taken over from or that had the same settings; empty where none were kept. */
  readonly points: readonly StoredPoints[];
}

/** A run that could not be done, which says nothing about the others of its batch. */
export interface RunFailure {
  readonly id: string;
  /** Why, in one sentence. */
  readonly error: string;
  /** What was recorded until then. */
  readonly series?: readonly Series[];
}

export type RunOutcome = RunResult | RunFailure;

/** The lease of a batch. */
export type Lease = Pick<LeasedBatch, 'id' | 'token'>;

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
  readonly generalization: number | null;
  readonly generalizationStandardError: number | null;
  readonly hypotheses: Hypotheses | null;
}

/** Why a sweep ended before its time: the user wants no more of it, or wants to go on later, or its engine ended. */
export type Stop = 'cancelled' | 'paused' | 'interrupted';

/** The series of a run. */
export interface RunSeries extends Series {
  readonly id: string;
}

/** What is added to a sweep. */
export type SweepExtension = Pick<NewSweep, 'declaration' | 'declarationHash' | 'batches'>;

/** Whether an owner no longer works on a sweep. */
export type OwnerCheck = (owner: string, heartbeat: number, sweepId: string) => boolean;

/** The stored sweeps. The engine is the only writer; two engines at one file are kept apart by the leases. */
export interface Workspace {
  readonly path: string;
  /** What is wrong with it, in one sentence; null in a sound workspace. */
  readonly damage: string | null;
  /** Why nothing can be written, in one sentence; null where it can. */
  readonly readOnly: string | null;
  readonly sqliteVersion: string;
  readonly runTable: RunTable;

  addSweep(sweep: NewSweep): Promise<void>;
  /** Adds batches of the curves that a sweep has. */
  extendSweep(id: string, extension: SweepExtension): Promise<void>;
  /** Finished runs with these hashes, by hash. */
  findResults(hashes: readonly string[]): Promise<ReadonlyMap<string, StoredResult>>;
  /** Mean times of the stored runs of these algorithms (ids of trainers) on a backend. */
  runTimes(algorithms: readonly string[], backend: string): Promise<readonly KnownTime[]>;
  /** The newest sweep with this declaration that is not finished. */
  findUnfinished(declarationHash: string): Promise<string | null>;

  /** The name of a sweep that is being run by whichever engine; null where none is. */
  findRunning(): Promise<string | null>;

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
  /** Throws 'not-found'. */
  run(id: string): Promise<StoredRun>;
  finishedRuns(curveId: number): Promise<FinishedRun[]>;
  /** What was recorded over the training of these runs. */
  series(runIds: readonly string[]): Promise<RunSeries[]>;

  /** Leases the sweep's next queued batch to `owner`; null when none is queued. */
  claimBatch(sweepId: string, owner: string, now: number): Promise<LeasedBatch | null>;
  heartbeat(owner: string, now: number): Promise<void>;
  /** False, and nothing stored, where the lease has passed to another. */
  storeRun(lease: Lease, result: RunResult): Promise<boolean>;
  /** The run alone becomes failed. False, and nothing stored, where the lease has passed to another. */
  storeFailure(lease: Lease, failure: RunFailure): Promise<boolean>;
  /** Ends the lease; false where it has passed to another. Runs without an outcome get the batch's state, and the error. */
  closeBatch(lease: Lease, state: RunState, error: string | null): Promise<boolean>;
  /** Stores a checkpoint in place of the one with the same key. False, and nothing stored, where the lease has passed to another. */
  storeCheckpoint(lease: Lease, checkpoint: Checkpoint): Promise<boolean>;
  /** What earlier attempts at a batch have left; those that cannot be read are left out, since the work can be done again. */
  checkpoints(batchId: number): Promise<readonly Checkpoint[]>;
  /** Ends all leases of `owner` in a sweep; what they held is interrupted. */
  releaseBatches(sweepId: string, owner: string): Promise<void>;
  /** Batches and sweeps whose owner is gone become interrupted; answers the sweeps. */
  interruptAbandoned(isGone: OwnerCheck): Promise<string[]>;
  /** Queues all that is not finished, or only what has failed. */
  requeue(sweepId: string, only: 'all' | 'failed'): Promise<void>;
  /** Cancels all that is queued or interrupted. */
  cancelQueued(sweepId: string): Promise<void>;

  /** The sweep is being run by `owner`. Answers how many of its runs are to be done. */
  beginSweep(sweepId: string, owner: string, now: number): Promise<number>;
  setState(sweepId: string, state: RunState): Promise<void>;
  /**
   * Gives a sweep that nobody here works on any more the state that its runs are in: finished or failed only where all of them are, otherwise cancelled where
   * that was asked for, paused, or interrupted. Left as it is where another engine works on it. Answers the state.
   */
  endSweep(sweepId: string, stop: Stop): Promise<SweepState>;
  addSeconds(sweepId: string, seconds: number): Promise<void>;
  setBackend(sweepId: string, backend: string): Promise<void>;
  storeCurve(curveId: number, result: SweepCurve): Promise<void>;

  /** Adds to what was done with a sweep; nothing where it is not in this workspace. The newest entries are kept. */
  addLog(sweepId: string, entries: readonly LogEntry[]): Promise<void>;
  /** What was done with a sweep, oldest first. */
  log(sweepId: string): Promise<LogEntry[]>;

  setDeleted(sweepId: string, deleted: string | null): Promise<void>;
  isDeleted(sweepId: string): Promise<boolean>;
  /** Puts a sweep that was exported from another workspace in this one; brings it back where it is here, but deleted. */
  importSweep(sweep: ImportedSweep): Promise<void>;
  /** What people wrote beside a sweep and its runs, in the order of the runs. */
  annotations(sweepId: string): Promise<Annotations>;
  /** The settings of a curve in full, by name. */
  settings(curveId: number): Promise<ReadonlyMap<string, string | number>>;
  check(): Promise<string[]>;
  describe(): Promise<Omit<WorkspaceReport, 'path' | 'readOnly'>>;
  /**
   * Copies it as it is now to a file; answers the file's bytes.
   * @throws ExpectedError('invalid-input') where something is at that path that may not be replaced
   */
  backUp(path: string, options: BackUpOptions): Promise<number>;
  /** Removes what is deleted for good and gives its space back. */
  compact(): Promise<void>;
  /** From now on nothing can be written, for this reason. */
  protect(reason: string): void;
  close(): Promise<void>;
}

export interface BackUpOptions {
  /** Whether another workspace's file may be replaced. */
  readonly replace: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}
