import type { RowBatch, RowSetup, RowSums } from './row-accumulator';

/** Another thread that accumulates rows of distances; the host provides it, where there are processors to spare. */
export interface RowHelper {
  /** Hands a batch over, whose arrays are then gone; waits where too many are waiting already. */
  add(batch: RowBatch): Promise<void>;
  /** All that it has accumulated. */
  finish(): Promise<RowSums>;
  /** Ends it, finished or not. */
  stop(): void;
}

export type StartRowHelpers = (setup: RowSetup) => readonly RowHelper[];

/** The share of a helper that remains with the one who also measures the distances. */
const ownShare = 0.6;

/** Where each of `helpers` ends, of `rows` rows that start at 0; the rest is one's own. Always the same, so that the sums are. */
export function sharesOf(rows: number, helpers: number): readonly number[] {
  return Array.from({ length: helpers }, (_, i) => Math.round((rows * (i + 1)) / (helpers + ownShare)));
}
