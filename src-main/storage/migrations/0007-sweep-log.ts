import type { Migration } from './migration';

export const sweepLog: Migration = {
  version: 7,
  summary: 'What was done with a sweep, and when.',
  sql: `
    CREATE TABLE sweep_log (
      id INTEGER PRIMARY KEY,
      sweep_id TEXT NOT NULL REFERENCES sweeps (id) ON DELETE CASCADE,
      moment TEXT NOT NULL,
      level TEXT NOT NULL CHECK (level IN ('info', 'warning', 'error')),
      message TEXT NOT NULL
    ) STRICT;
    CREATE INDEX sweep_log_by_sweep ON sweep_log (sweep_id, id);
  `,
};
