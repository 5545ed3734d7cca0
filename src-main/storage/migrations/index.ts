import { sweeps } from './0001-sweeps';
import { notes } from './0002-notes';
import { owners } from './0003-owners';
import { checkpoints } from './0004-checkpoints';
import { generalization } from './0005-generalization';
import { runTable } from './0006-run-table';
import { sweepLog } from './0007-sweep-log';
import { scoreDimensions } from './0008-score-dimensions';
import type { Migration } from './migration';

/** All migrations in order; only ever appended to. */
export const migrations: readonly Migration[] = [
  sweeps,
  notes,
  owners,
  checkpoints,
  generalization,
  runTable,
  sweepLog,
  scoreDimensions,
];

/** The schema that this program writes. */
export const currentVersion = migrations.length;
