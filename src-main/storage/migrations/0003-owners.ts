import type { Migration } from './migration';

export const owners: Migration = {
  version: 3,
  summary: 'Which engine runs a sweep, so that one between two batches is not taken for abandoned.',
  sql: `
    ALTER TABLE sweeps ADD COLUMN owner TEXT;
    ALTER TABLE sweeps ADD COLUMN heartbeat INTEGER;
  `,
};
