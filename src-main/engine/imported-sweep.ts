import type { Hypotheses, SweepCurve } from '#contract/results';
import type { LogEntry, RunSummary, SweepDeclaration, SweepSummary } from '#contract/sweep';
import type { Series, StoredPoints } from './workspace';

export type ImportedRun = RunSummary & { readonly hypotheses: Hypotheses | null; readonly series: readonly Series[] };

export interface Note {
  readonly text: string;
  /** ISO 8601, UTC. */
  readonly changed: string;
}

export interface Annotations {
  readonly note: Note | null;
  readonly tags: readonly string[];
  readonly runs: readonly { readonly id: string; readonly note: Note | null; readonly tags: readonly string[] }[];
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
  /** In order; `curve` is an index of `curves`. */
  readonly batches: readonly { readonly curve: number; readonly runs: readonly ImportedRun[] }[];
  readonly annotations?: Annotations;
  readonly log?: readonly LogEntry[];
  /** The points of its runs, in any order. */
  readonly points?: AsyncIterable<StoredPoints & { readonly run: string }>;
}
