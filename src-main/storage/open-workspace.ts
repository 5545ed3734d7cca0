import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Database as Connection } from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { WorkspaceManner } from '../engine/ports';
import type { Workspace } from '../engine/workspace';
import { ExpectedError } from '#core/errors';
import { fillSettings } from './curve-settings';
import { firstBytes } from './first-bytes';
import { sqliteSignature } from './is-workspace-file';
import { applicationId, migrate } from './migrate';
import { salvage } from './salvage';
import { SqliteWorkspace } from './sqlite-workspace';
import type { Tables } from './tables';
import { type SqliteConstructor, usingCopy } from './using-copy';

/**
 * Opens a workspace file, makes it where there is none, and brings its schema up to date. A damaged one is opened read-only, with what can be salvaged.
 * @param path - a file, or `:memory:`
 * @throws ExpectedError 'newer-version', 'malformed-file', 'not-found', 'unavailable' where SQLite or the folder cannot be used
 */
export async function openWorkspace(
  path: string,
  { create = true, readOnly = false }: WorkspaceManner = {},
): Promise<Workspace> {
  const Database = await loadSqlite();
  if (!create && !existsSync(path)) throw new ExpectedError('not-found', `${path}: there is no such file.`);
  if (readOnly) return openCopy(path);
  return openFile(Database, path);
}

/** A copy of the file, which is looked at but not changed. */
async function openCopy(path: string): Promise<Workspace> {
  if (!startsLikeSqlite(path)) throw notAWorkspace(path);
  const workspace = await openTemporary(path, (copy) => {
    for (const part of ['', '-wal']) if (existsSync(path + part)) copyFileSync(path + part, copy + part);
  });
  workspace.protect(
    `${path} is open read-only: it can be looked at and exported, and nothing in it can be changed. Open a workspace of your own to go on.`,
  );
  return workspace;
}

/**
 * Opens a workspace in a folder that is removed when it is closed.
 * @param path - by which it is called
 * @param fill - puts a file there; an empty one is made where it does not
 */
export async function openTemporary(path: string, fill: (copy: string) => void = () => undefined): Promise<Workspace> {
  const Database = await loadSqlite();
  const folder = mkdtempSync(join(tmpdir(), 'gapscope-look-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const copy = join(folder, 'copy.gapscope');
    fill(copy);
    return openFile(Database, copy, { path, dispose: remove });
  } catch (error) {
    remove();
    throw error;
  }
}

/** By what it is called, and what is left to do when it has been closed. */
interface Naming {
  readonly path: string;
  readonly dispose: () => void;
}

function openFile(Database: SqliteConstructor, path: string, naming?: Naming): Workspace {
  if (!startsLikeSqlite(path)) throw notAWorkspace(path);
  // Looked at before it is opened for writing: even SQLite's tidying up on closing would write to a damaged file.
  if (holdsSomething(path) && isDamaged(Database, path)) return openDamaged(Database, path, naming);
  let connection: Connection;
  try {
    if (path !== ':memory:') makeFolder(dirname(path));
    connection = new Database(path);
  } catch (cause) {
    throw new ExpectedError('unavailable', `${path}: the workspace cannot be opened (${messageOf(cause)}).`, { cause });
  }
  try {
    connection.pragma('busy_timeout = 10000');
    migrate(connection, path);
    connection.pragma('journal_mode = WAL');
    connection.pragma('synchronous = NORMAL');
    connection.pragma('foreign_keys = ON');
    fillSettings(connection);
    // Waiting for another writer stops everything else here, so writing waits in short steps instead.
    connection.pragma('busy_timeout = 500');
    return workspaceOn(connection, null, naming ?? { path, dispose: () => undefined });
  } catch (error) {
    connection.close();
    if (codeOf(error).startsWith('SQLITE_CORRUPT')) return openDamaged(Database, path, naming);
    if (codeOf(error) === 'SQLITE_NOTADB') throw notAWorkspace(path, error);
    if (codeOf(error).startsWith('SQLITE_'))
      throw new ExpectedError('unavailable', `${path}: the workspace cannot be opened (${messageOf(error)}).`, {
        cause: error,
      });
    throw error;
  }
}

function holdsSomething(path: string): boolean {
  return path !== ':memory:' && existsSync(path) && statSync(path).isFile() && statSync(path).size > 0;
}

/** Whether pages are damaged; false also where it cannot be told, which opening it for writing then explains. */
function isDamaged(Database: SqliteConstructor, path: string): boolean {
  let connection: Connection | undefined;
  try {
    connection = new Database(path, { readonly: true });
    return connection.pragma('quick_check(1)', { simple: true }) !== 'ok';
  } catch (error) {
    return codeOf(error).startsWith('SQLITE_CORRUPT');
  } finally {
    connection?.close();
  }
}

/** With all that is missing above it; Node's own way does not end where the system refuses folders, as in /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process may just have made it.
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

/** True also where there is no file yet, or an empty one. SQLite itself would write over a file that is shorter than a page. */
function startsLikeSqlite(path: string): boolean {
  if (path === ':memory:' || !existsSync(path)) return true;
  const head = firstBytes(path, sqliteSignature.length);
  // Where it cannot be read, opening it as a database says why.
  return head === undefined || head.length === 0 || head.equals(sqliteSignature);
}

function notAWorkspace(path: string, cause?: unknown): ExpectedError {
  return new ExpectedError('malformed-file', `${path}: is not a Gapscope workspace, or its beginning is destroyed.`, {
    cause,
  });
}

async function loadSqlite(): Promise<SqliteConstructor> {
  try {
    const { default: Database } = await import('better-sqlite3');
    // The package loads its native part only now.
    new Database(':memory:').close();
    return Database;
  } catch (cause) {
    throw new ExpectedError(
      'unavailable',
      `SQLite is not installed for this Node, so nothing can be stored (${messageOf(cause)}); npm start installs it.`,
      { cause },
    );
  }
}

/** Reads what is left into memory, where it can be looked at and exported but not changed. */
function openDamaged(Database: SqliteConstructor, path: string, naming?: Naming): Workspace {
  const rescued = new Database(':memory:');
  const { copied, unreadable } = usingCopy(Database, path, (damaged) => {
    refuseForeign(damaged, path);
    return salvage(damaged, rescued);
  });
  rescued.pragma('query_only = ON');
  const lost = unreadable.length === 0 ? '' : ` Parts of ${unreadable.join(', ')} are lost.`;
  const damage = `${naming?.path ?? path}: the workspace is damaged; ${String(copied)} records could be read, and nothing is written to it.${lost}`;
  return workspaceOn(rescued, damage, naming ?? { path, dispose: () => undefined });
}

/** Another program's database is none of our business, damaged or not. */
function refuseForeign(damaged: Connection, path: string): void {
  let id: unknown;
  try {
    id = damaged.pragma('application_id', { simple: true });
  } catch {
    // Its beginning is destroyed.
  }
  if (id !== applicationId) throw notAWorkspace(path);
}

function workspaceOn(connection: Connection, damage: string | null, { path, dispose }: Naming): Workspace {
  const database = new Kysely<Tables>({ dialect: new SqliteDialect({ database: connection }) });
  return new SqliteWorkspace(database, connection, path, damage, dispose);
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
