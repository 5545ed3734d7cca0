import type { Migration } from './migration';

export const notes: Migration = {
  version: 2,
  summary: 'Notes and tags of sweeps, and saved views.',
  sql: `
    CREATE TABLE notes (
      sweep_id TEXT PRIMARY KEY REFERENCES sweeps (id) ON DELETE CASCADE,
      text TEXT NOT NULL,
      changed TEXT NOT NULL
    ) STRICT;
    CREATE TABLE tags (
      sweep_id TEXT NOT NULL REFERENCES sweeps (id) ON DELETE CASCADE,
      tag TEXT NOT NULL,
      PRIMARY KEY (sweep_id, tag)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX tags_by_tag ON tags (tag);
    CREATE TABLE views (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      state TEXT NOT NULL
    ) STRICT;
  `,
};
