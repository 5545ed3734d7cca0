import type { RunState, RunSummary } from '#contract/sweep';

/** The runs of one curve at one size. */
export interface MatrixColumn {
  readonly n: number;
  /** By replicate. */
  readonly runs: readonly RunSummary[];
  readonly counts: Readonly<Record<RunState, number>>;
}

export interface MatrixRow {
  readonly curve: string;
  readonly columns: readonly MatrixColumn[];
}

/** Runs as a matrix: a row a curve, a column a size, cells by replicate. */
export function matrixRows(runs: readonly RunSummary[]): MatrixRow[] {
  const curves = grouped(runs, (run) => run.curve);
  return [...curves].map(([curve, ofCurve]) => ({
    curve,
    columns: [...grouped(ofCurve, (run) => run.n)]
      .sort(([a], [b]) => a - b)
      .map(([n, ofSize]) => ({
        n,
        runs: [...ofSize].sort((a, b) => a.replicate - b.replicate),
        counts: countStates(ofSize),
      })),
  }));
}

function grouped<Key>(runs: readonly RunSummary[], key: (run: RunSummary) => Key): Map<Key, RunSummary[]> {
  const groups = new Map<Key, RunSummary[]>();
  for (const run of runs) {
    const known = groups.get(key(run));
    if (known === undefined) groups.set(key(run), [run]);
    else known.push(run);
  }
  return groups;
}

function countStates(runs: readonly RunSummary[]): Record<RunState, number> {
  const counts: Record<RunState, number> = {
    queued: 0,
    running: 0,
    finished: 0,
    failed: 0,
    cancelled: 0,
    interrupted: 0,
  };
  for (const run of runs) counts[run.state]++;
  return counts;
}
