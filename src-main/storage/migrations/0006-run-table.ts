import { checkedColumn } from './checked-column';
import type { Migration } from './migration';

/** Last, least and largest value of each series; of a run that was taken over from another, those of the run where they were recorded. */
export const summariseMetrics = `
  WITH RECURSIVE origin (id, source) AS (
    SELECT id, id FROM runs
    UNION
    SELECT origin.id, runs.reused_from FROM origin JOIN runs ON runs.id = origin.source WHERE runs.reused_from IS NOT NULL
  )
  INSERT OR IGNORE INTO metric_summaries (run_id, name, last, lowest, highest)
  SELECT origin.id, series.name, final.value, series.lowest, series.highest
  FROM (
    SELECT run_id, name, max(step) AS step, min(value) AS lowest, max(value) AS highest FROM metrics GROUP BY run_id, name
  ) AS series
  JOIN metrics AS final ON final.run_id = series.run_id AND final.name = series.name AND final.step = series.step
  JOIN origin ON origin.source = series.run_id;
`;

export const runTable: Migration = {
  version: 6,
  summary: 'What the table of all runs is sorted and filtered by, and notes and tags of runs.',
  sql: `
    CREATE TABLE settings (
      curve_id INTEGER NOT NULL REFERENCES curves (id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      value ANY NOT NULL,
      PRIMARY KEY (curve_id, name)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX settings_by_name ON settings (name, value);

    CREATE TABLE metric_summaries (
      run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      last REAL NOT NULL,
      lowest REAL NOT NULL,
      highest REAL NOT NULL,
      PRIMARY KEY (run_id, name)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX metric_summaries_by_name ON metric_summaries (name);
    ${summariseMetrics}

    CREATE TABLE run_notes (
      run_id TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
      text TEXT NOT NULL,
      changed TEXT NOT NULL
    ) STRICT;
    CREATE TABLE run_tags (
      run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      tag TEXT NOT NULL,
      PRIMARY KEY (run_id, tag)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX run_tags_by_tag ON run_tags (tag);

    ${checkedColumn('memorised', 'REAL', 'memorised')}
    ${checkedColumn('coverage', 'REAL', 'coverage')}
    ${checkedColumn('equivariance_error', 'REAL', 'equivarianceError')}
    ${checkedColumn('verdict', 'TEXT', 'verdict')}

    -- In the order of the table, with everything that it is mostly filtered and sorted by, so that 100,000 rows need not be read.
    DROP INDEX runs_by_curve;
    CREATE INDEX runs_by_curve ON runs (
      curve_id, n, replicate, state, gap, standard_error, generalization, generalization_error, seconds, memory,
      memorised, coverage, equivariance_error, verdict, sweep_id
    );
  `,
};
