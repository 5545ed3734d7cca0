import type { ColumnSummary, RunFilter, RunGroups, RunRows, RunSort, SavedView } from '#contract/runs';

/** The table of the runs of all sweeps that are not deleted. Runs are named by keys: see `runKeys` of the contract. */
export interface RunTable {
  /** A range of the rows in order; `matching` counts what passes the filter, `total` all. */
  query(request: {
    readonly filter: RunFilter;
    readonly sort: RunSort;
    readonly columns: readonly string[];
    readonly from: number;
    readonly limit: number;
  }): Promise<RunRows & { matching: number; total: number }>;
  order(filter: RunFilter, sort: RunSort): Promise<Int32Array<ArrayBuffer>>;
  /** These rows in this order; those that are gone are missing. */
  rows(keys: Int32Array, columns: readonly string[]): Promise<RunRows>;
  columns(): Promise<ColumnSummary[]>;
  groups(filter: RunFilter, by: 'curve' | 'size', columns: readonly string[]): Promise<RunGroups>;
  /** Those that the runs belong to. */
  sweepsOf(keys: Int32Array): Promise<{ id: string; name: string; runs: number }[]>;

  /** Answers the runs that it has changed. */
  tagRuns(keys: Int32Array, tag: string, present: boolean): Promise<Int32Array<ArrayBuffer>>;
  /** Removes the note where the text is empty. Throws 'not-found'. */
  noteRun(id: string, text: string, now: string): Promise<void>;
  /** Answers the sweeps that it has changed. */
  tagSweeps(ids: readonly string[], tag: string, present: boolean): Promise<string[]>;
  /** Removes the note where the text is empty. Throws 'not-found'. */
  noteSweep(id: string, text: string, now: string): Promise<void>;

  views(): Promise<SavedView[]>;
  saveView(view: SavedView): Promise<void>;
  deleteView(id: string): Promise<void>;
}
