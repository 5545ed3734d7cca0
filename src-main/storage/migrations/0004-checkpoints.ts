import type { Migration } from './migration';

export const checkpoints: Migration = {
  version: 4,
  summary: 'Checkpoints inside a batch, the memory that a run took, and sweeps that were paused.',
  sql: `
    CREATE TABLE checkpoints (
      id INTEGER PRIMARY KEY,
      batch_id INTEGER NOT NULL REFERENCES batches (id) ON DELETE CASCADE,
      key TEXT NOT NULL,
      header TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      UNIQUE (batch_id, key)
    ) STRICT;
    CREATE TABLE checkpoint_chunks (
      checkpoint_id INTEGER NOT NULL REFERENCES checkpoints (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      bytes BLOB NOT NULL,
      PRIMARY KEY (checkpoint_id, position)
    ) STRICT;
    ALTER TABLE runs ADD COLUMN memory REAL;
    ALTER TABLE sweeps ADD COLUMN paused INTEGER NOT NULL DEFAULT 0;
  `,
};
