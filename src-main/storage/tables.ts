import type { ColumnType, Generated } from 'kysely';
import type { LogEntry, RunState } from '#contract/sweep';

/** The workspace's tables, as the migrations make them. */
export interface Tables {
  sweeps: {
    sequence: Generated<number>;
    id: string;
    name: string;
    task: string;
    /** JSON */
    declaration: string;
    declaration_hash: string;
    /** The task in full, as it enters the runs' hashes. */
    task_name: string;
    state: RunState;
    created: string;
    seconds: Generated<number>;
    backend: string;
    deleted: string | null;
    /** The engine that runs it. */
    owner: string | null;
    /** Milliseconds since 1970. */
    heartbeat: number | null;
    /** Whether the user has paused it; 0 or 1. */
    paused: Generated<number>;
  };
  curves: {
    id: Generated<number>;
    sweep_id: string;
    position: number;
    label: string;
    group_reference: string;
    trainer_reference: string;
    /** JSON of a SweepCurve. */
    result: string | null;
  };
  batches: {
    id: Generated<number>;
    sweep_id: string;
    curve_id: number;
    position: number;
    state: RunState;
    attempts: Generated<number>;
    owner: string | null;
    /** Rises with each lease; a result with an older one is refused. */
    token: Generated<number>;
    /** Milliseconds since 1970. */
    heartbeat: number | null;
  };
  runs: {
    id: string;
    sweep_id: string;
    curve_id: number;
    batch_id: number;
    hash: string;
    n: number;
    replicate: number;
    state: RunState;
    gap: number | null;
    standard_error: number | null;
    generalization: number | null;
    /** Its standard error. */
    generalization_error: number | null;
    seconds: number | null;
    /** Bytes. */
    memory: Generated<number | null>;
    /** JSON */
    hypotheses: string | null;
    error: string | null;
    reused_from: string | null;
    /** Read from `hypotheses` by SQLite. */
    memorised: Computed<number>;
    coverage: Computed<number>;
    equivariance_error: Computed<number>;
    flipd: Computed<number>;
    flipd_error: Computed<number>;
    normal_bundle: Computed<number>;
    normal_bundle_error: Computed<number>;
    verdict: Computed<string>;
  };
  /** Every parameter of a curve's task, group and trainer, and its sweep's other settings. */
  settings: { curve_id: number; name: string; value: number | string };
  metric_summaries: { run_id: string; name: string; last: number; lowest: number; highest: number };
  metrics: { run_id: string; name: string; step: number; value: number };
  fits: {
    id: Generated<number>;
    curve_id: number;
    model: string;
    dimension: number;
    lower: number | null;
    upper: number | null;
    result: string;
  };
  blobs: { id: Generated<number>; run_id: string; kind: BlobKind; points: number; dimension: number };
  blob_chunks: { blob_id: number; position: number; bytes: Uint8Array };
  checkpoints: { id: Generated<number>; batch_id: number; key: string; header: string; bytes: number };
  checkpoint_chunks: { checkpoint_id: number; position: number; bytes: Uint8Array };
  sweep_log: { id: Generated<number>; sweep_id: string } & LogEntry;
  notes: { sweep_id: string; text: string; changed: string };
  tags: { sweep_id: string; tag: string };
  run_notes: { run_id: string; text: string; changed: string };
  run_tags: { run_id: string; tag: string };
  views: { id: string; name: string; state: string };
}

/** A column that is never written. */
type Computed<Value> = ColumnType<Value | null, never, never>;

export type BlobKind = 'prediction-set' | 'samples' | 'checkpoint';
