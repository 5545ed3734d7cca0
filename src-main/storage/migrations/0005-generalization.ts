import type { Migration } from './migration';

export const generalization: Migration = {
  version: 5,
  summary: 'The generalization error of predictors beside the gap of their runs.',
  sql: `
    ALTER TABLE runs ADD COLUMN generalization REAL;
    ALTER TABLE runs ADD COLUMN generalization_error REAL;
  `,
};
