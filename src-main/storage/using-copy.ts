import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database as Connection } from 'better-sqlite3';
import { ExpectedError } from '#core/errors';

export type SqliteConstructor = new (path: string, options?: { readonly?: boolean }) => Connection;

/** Opens a copy of a database with what its log holds, so that the file itself is not written to, and removes it in the end. */
export function usingCopy<Result>(
  Database: SqliteConstructor,
  path: string,
  act: (copy: Connection) => Result,
): Result {
  const folder = mkdtempSync(join(tmpdir(), 'gapscope-salvage-'));
  try {
    const copy = join(folder, 'copy.gapscope');
    for (const part of ['', '-wal']) if (existsSync(path + part)) copyFileSync(path + part, copy + part);
    const connection = new Database(copy);
    try {
      return act(connection);
    } finally {
      connection.close();
    }
  } catch (cause) {
    if (cause instanceof ExpectedError) throw cause;
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new ExpectedError('damaged', `${path}: the workspace is damaged and cannot be read (${message}).`, { cause });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
