import { existsSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { ExpectedError } from '#core/errors';
import { currentVersion, migrations } from './migrations/index';

/** Marks a file as ours: 'GAPS'. */
export const applicationId = 0x47415053;

/** The schema's version; 0 in an empty file. */
export function versionOf(database: Database): number {
  return Number(database.pragma('user_version', { simple: true }));
}

/**
 * Brings the schema up to date, each step in a transaction, after a copy of the file beside it.
 * @throws ExpectedError('newer-version') for a file of a newer program, 'malformed-file' for another program's database
 */
export function migrate(database: Database, path: string): void {
  const version = versionOf(database);
  const tables = Number(database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get());
  if (tables > 0 && database.pragma('application_id', { simple: true }) !== applicationId)
    throw new ExpectedError(
      'malformed-file',
      `${path}: is a database of another program; expected a Gapscope workspace.`,
    );
  if (version > currentVersion)
    throw new ExpectedError(
      'newer-version',
      `${path}: was written by a newer Gapscope (format ${String(version)}); this one reads up to ${String(currentVersion)}.`,
    );
  if (version === currentVersion) return;
  if (version > 0 && path !== ':memory:') backUp(database, path, version);
  for (const step of migrations.slice(version))
    database
      .transaction(() => {
        // Another process may have taken this step meanwhile.
        if (versionOf(database) >= step.version) return;
        database.exec(step.sql);
        database.pragma(`user_version = ${String(step.version)}`);
        database.pragma(`application_id = ${String(applicationId)}`);
      })
      .immediate();
}

function backUp(database: Database, path: string, version: number): void {
  const name = `${path}.format-${String(version)}.backup`;
  let target = name;
  for (let copy = 2; existsSync(target); copy++) target = `${name}-${String(copy)}`;
  database.prepare('VACUUM INTO ?').run(target);
}
