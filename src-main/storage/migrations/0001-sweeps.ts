import type { Migration } from './migration';

export const sweeps: Migration = {
  version: 1,
  summary: 'Sweeps, their curves, batches and runs, and what runs leave behind.',
  sql: `
    CREATE TABLE sweeps (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      task TEXT NOT NULL,
      declaration TEXT NOT NULL,
      declaration_hash TEXT NOT NULL,
      task_name TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('queued','running','finished','failed','cancelled','interrupted')),
      created TEXT NOT NULL,
      seconds REAL NOT NULL DEFAULT 0,
      backend TEXT NOT NULL,
      deleted TEXT
    ) STRICT;
    CREATE INDEX sweeps_by_declaration ON sweeps (declaration_hash);

    CREATE TABLE curves (
      id INTEGER PRIMARY KEY,
      sweep_id TEXT NOT NULL REFERENCES sweeps (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      label TEXT NOT NULL,
      group_reference TEXT NOT NULL,
      trainer_reference TEXT NOT NULL,
      result TEXT,
      UNIQUE (sweep_id, position)
    ) STRICT;

    CREATE TABLE batches (
      id INTEGER PRIMARY KEY,
      sweep_id TEXT NOT NULL REFERENCES sweeps (id) ON DELETE CASCADE,
      curve_id INTEGER NOT NULL REFERENCES curves (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('queued','running','finished','failed','cancelled','interrupted')),
      attempts INTEGER NOT NULL DEFAULT 0,
      owner TEXT,
      token INTEGER NOT NULL DEFAULT 0,
      heartbeat INTEGER,
      UNIQUE (sweep_id, position)
    ) STRICT;
    CREATE INDEX batches_by_curve ON batches (curve_id);

    CREATE TABLE runs (
      id TEXT PRIMARY KEY,
      sweep_id TEXT NOT NULL REFERENCES sweeps (id) ON DELETE CASCADE,
      curve_id INTEGER NOT NULL REFERENCES curves (id) ON DELETE CASCADE,
      batch_id INTEGER NOT NULL REFERENCES batches (id) ON DELETE CASCADE,
      hash TEXT NOT NULL,
      n INTEGER NOT NULL,
      replicate INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('queued','running','finished','failed','cancelled','interrupted')),
      gap REAL,
      standard_error REAL,
      seconds REAL,
      hypotheses TEXT,
      error TEXT,
      reused_from TEXT
    ) STRICT;
    CREATE INDEX runs_by_sweep ON runs (sweep_id);
    CREATE INDEX runs_by_curve ON runs (curve_id);
    CREATE INDEX runs_by_batch ON runs (batch_id);
    CREATE INDEX runs_by_hash ON runs (hash) WHERE state = 'finished';

    CREATE TABLE metrics (
      run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      step REAL NOT NULL,
      value REAL NOT NULL,
      PRIMARY KEY (run_id, name, step)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE fits (
      id INTEGER PRIMARY KEY,
      curve_id INTEGER NOT NULL REFERENCES curves (id) ON DELETE CASCADE,
      model TEXT NOT NULL,
      dimension REAL NOT NULL,
      lower REAL,
      upper REAL,
      result TEXT NOT NULL
    ) STRICT;
    CREATE INDEX fits_by_curve ON fits (curve_id);

    CREATE TABLE blobs (
      id INTEGER PRIMARY KEY,
      run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      kind TEXT NOT NULL CHECK (kind IN ('prediction-set','samples','checkpoint')),
      points INTEGER NOT NULL,
      dimension INTEGER NOT NULL,
      UNIQUE (run_id, kind)
    ) STRICT;
    CREATE TABLE blob_chunks (
      blob_id INTEGER NOT NULL REFERENCES blobs (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      bytes BLOB NOT NULL,
      PRIMARY KEY (blob_id, position)
    ) STRICT;
  `,
};
