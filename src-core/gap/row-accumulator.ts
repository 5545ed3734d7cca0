import type { Reals } from '../mathematics/points';
import { type AccumulatedCurve, createCurveAccumulator, type CurveSums } from './curve-accumulator';
import { dropRounding } from './rounding';
import { createRowSorter } from './row-sorter';

/** What rows are accumulated for. */
export interface RowSetup {
  /** N, the length of a row. */
  readonly points: number;
  readonly sizes: readonly number[];
}

/** Rows of squared distances from test points to all points. */
export interface RowBatch {
  readonly rows: Reals;
  /** The test points, as indices of points: each row leaves out its own. */
  readonly tests: Int32Array;
  /** Squared distances up to which a row's are rounding. */
  readonly limits: Float64Array;
}

/** What was accumulated so far; it can be sent from one process to another. */
export interface RowSums {
  readonly duplicates: number;
  readonly sums: CurveSums;
}

export interface RowAccumulator {
  add(batch: RowBatch): void;
  result(): RowSums;
  merge(others: RowSums): void;
  finish(): AccumulatedCurve;
}

/** Sorts rows of distances and adds them to a leave-one-out curve: work that can be shared, as the sums of all parts add up. */
export function createRowAccumulator({ points, sizes }: RowSetup): RowAccumulator {
  const accumulator = createCurveAccumulator(points, sizes);
  const sorter = createRowSorter(points);
  let duplicates = 0;
  return {
    add({ rows, tests, limits }) {
      for (let row = 0; row < tests.length; row++) {
        const test = tests[row] as number;
        const distances = rows.subarray(row * points, (row + 1) * points);
        const { values, indices, length } = sorter.sort(distances, test, accumulator.exactDepth);
        if (dropRounding(values, 0, length, limits[row] as number) > 0) duplicates++;
        accumulator.add(test, values, indices);
      }
    },
    result: () => ({ duplicates, sums: accumulator.sums }),
    merge(others) {
      duplicates += others.duplicates;
      accumulator.merge(others.sums);
    },
    finish: () => accumulator.finish(),
  };
}
