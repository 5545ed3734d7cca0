import type { Database } from 'better-sqlite3';
import type { RunGroups } from '#contract/runs';
import { studentQuantile } from '#core/mathematics/special-functions';

/** A row is: curve's id, n, then one value a column. */
type GroupedRow = readonly unknown[];

interface Group {
  readonly curve: number;
  readonly smallest: number;
  largest: number;
  runs: number;
  readonly moments: readonly Moments[];
}

/**
 * Mean and sum of squared deviations, updated value by value (Welford 1962), which loses no digits. SQLite has no such sum: in its language the values would be gone
 * through twice, which takes longer than handing them over.
 */
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
export class RunGrouping {
  readonly #groups: Group[] = [];

  constructor(
    private readonly by: 'curve' | 'size',
    private readonly columns: readonly string[],
  ) {}

  /** The next rows of the table's order. */
  add(rows: Iterable<GroupedRow>): void {
    for (const [curve, n, ...values] of rows) {
      const group = this.#groupOf(Number(curve), Number(n));
      group.runs++;
      group.largest = Number(n);
      for (const [i, moments] of group.moments.entries()) {
        const value = values[i];
        if (typeof value === 'number') moments.add(value);
      }
    }
  }

  finish(connection: Database): RunGroups {
    return { ...columnsOf(this.#groups, this.columns), ...describeCurves(this.#groups, connection) };
  }

  #groupOf(curve: number, n: number): Group {
    const last = this.#groups.at(-1);
    if (last?.curve === curve && (this.by === 'curve' || last.smallest === n)) return last;
    const moments = this.columns.map(() => new Moments());
    const group = { curve, smallest: n, largest: n, runs: 0, moments };
    this.#groups.push(group);
    return group;
  }
}

function columnsOf(
  groups: readonly Group[],
  columns: readonly string[],
): Pick<RunGroups, 'smallest' | 'largest' | 'runs' | 'means'> {
  const counts = (of: (group: Group) => number): Int32Array<ArrayBuffer> => Int32Array.from(groups, of);
  return {
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

type CurveRow = [id: number, sweep: string, name: string, label: string, ...fit: (number | null)[]];

/** What is the same for all groups of a curve is read once a curve. */
function describeCurves(
  groups: readonly Group[],
  connection: Database,
): Omit<RunGroups, keyof ReturnType<typeof columnsOf>> {
  const rows = connection
    .prepare<[string], CurveRow>(
      `SELECT curves.id, sweeps.id, sweeps.name, curves.label, fits.dimension, fits.lower, fits.upper
       FROM curves JOIN sweeps ON sweeps.id = curves.sweep_id LEFT JOIN fits ON fits.curve_id = curves.id
       WHERE curves.id IN (SELECT value FROM json_each(?))`,
    )
    .raw()
    .all(JSON.stringify([...new Set(groups.map(({ curve }) => curve))]));
  const curves = new Map(rows.map((row) => [row[0], row]));
  const text = (index: 1 | 2 | 3): string[] => groups.map(({ curve }) => curves.get(curve)?.[index] ?? '');
  const number = (index: 4 | 5 | 6): Float64Array<ArrayBuffer> =>
    Float64Array.from(groups, ({ curve }) => curves.get(curve)?.[index] ?? NaN);
  return {
    ...{ sweeps: text(1), sweepNames: text(2), curves: text(3) },
    ...{ dimension: number(4), lower: number(5), upper: number(6) },
  };
}
