import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from './usage-error';

/** The path of the workspace that --db names, which may not be there yet. */
export function namedWorkspace(db: string): string {
  if (db.trim() === '') throw new UsageError("--db '': expected the name of a workspace file.");
  if (statSync(db, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`--db ${db}: is a folder; expected a workspace file.`);
  return resolve(db);
}
