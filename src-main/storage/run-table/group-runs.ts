import type { Database } from 'better-sqlite3';
import type { RunGroups } from '#contract/runs';
import { studentQuantile } from '#core/mathematics/special-functions';
import { cellOf } from './read-rows';

/** A row is: curve's id, n, sweep's id, sweep's name, curve's label, then one value a column. */
type GroupedRow = readonly unknown[];

interface Group {
  readonly curve: number;
  readonly sweep: string;
  readonly name: string;
  readonly label: string;
  readonly smallest: number;
  largest: number;
  runs: number;
  readonly moments: readonly Moments[];
}

/** Mean and sum of squared deviations, updated value by value (Welford 1962), which loses no digits. */
class Moments {
  count = 0;
  mean = 0;
  #squares = 0;

  add(value: number): void {
    this.count++;
    const before = value - this.mean;
    this.mean += before / this.count;
    this.#squares += before * (value - this.mean);
  }

  /** Half the width of the mean's 95 % interval by Student's distribution; NaN of fewer than two values. */
  get halfWidth(): number {
    if (this.count < 2) return NaN;
    return quantileFor(this.count) * Math.sqrt(this.#squares / (this.count - 1) / this.count);
  }
}

const quantiles = new Map<number, number>();

function quantileFor(count: number): number {
  const known = quantiles.get(count) ?? studentQuantile(0.975, count - 1);
  quantiles.set(count, known);
  return known;
}

/** Takes rows together that follow each other and are of the same curve, and of the same n where groups are sizes. */
export function groupRuns(
  rows: Iterable<GroupedRow>,
  by: 'curve' | 'size',
  columns: readonly string[],
  connection: Database,
): RunGroups {
  const groups: Group[] = [];
  for (const [curve, n, sweep, name, label, ...values] of rows) {
    let group = groups.at(-1);
    if (group === undefined || group.curve !== curve || (by === 'size' && group.smallest !== n)) {
      const size = Number(n);
      group = {
        ...{ curve: Number(curve), sweep: String(sweep), name: String(name), label: String(label) },
        ...{ smallest: size, largest: size, runs: 0, moments: columns.map(() => new Moments()) },
      };
      groups.push(group);
    }
    group.runs++;
    group.largest = Number(n);
    for (const [i, moments] of group.moments.entries()) {
      const value = cellOf(values[i]);
      if (typeof value === 'number') moments.add(value);
    }
  }
  return { ...columnsOf(groups, columns), ...dimensionsOf(groups, connection) };
}

function columnsOf(groups: readonly Group[], columns: readonly string[]): Omit<RunGroups, keyof Dimensions> {
  const counts = (of: (group: Group) => number): Int32Array<ArrayBuffer> => Int32Array.from(groups, of);
  return {
    sweeps: groups.map(({ sweep }) => sweep),
    sweepNames: groups.map(({ name }) => name),
    curves: groups.map(({ label }) => label),
    smallest: counts(({ smallest }) => smallest),
    largest: counts(({ largest }) => largest),
    runs: counts(({ runs }) => runs),
    means: Object.fromEntries(
      columns.map((column, i) => {
        const of = (value: (moments: Moments) => number): Float64Array<ArrayBuffer> =>
          Float64Array.from(groups, ({ moments }) => {
            const found = moments[i];
            return found === undefined || found.count === 0 ? NaN : value(found);
          });
        const count = counts(({ moments }) => moments[i]?.count ?? 0);
        return [column, { mean: of(({ mean }) => mean), halfWidth: of(({ halfWidth }) => halfWidth), count }];
      }),
    ),
  };
}

type Dimensions = Pick<RunGroups, 'dimension' | 'lower' | 'upper'>;

function dimensionsOf(groups: readonly Group[], connection: Database): Dimensions {
  const fits = connection
    .prepare<[], [number, number, number | null, number | null]>(
      'SELECT curve_id, dimension, lower, upper FROM fits ORDER BY id',
    )
    .raw()
    .all();
  const known = new Map(fits.map(([curve, ...fit]) => [curve, fit]));
  const of = (index: 0 | 1 | 2): Float64Array<ArrayBuffer> =>
    Float64Array.from(groups, ({ curve }) => known.get(curve)?.[index] ?? NaN);
  return { dimension: of(0), lower: of(1), upper: of(2) };
}
