import { randomUUID } from 'node:crypto';
import { existsSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { CancelledError, ExpectedError } from '#core/errors';
import type { BackUpOptions } from '../engine/workspace';
import { isWorkspaceFile } from './is-workspace-file';

/** Pages copied between two looks at everything else. */
const pagesAtOnce = 500;

/**
 * Copies a database as it is now to a file, while others go on with it; the file is there only when it is complete.
 * @returns the file's bytes
 */
export async function backUp(
  connection: Database,
  path: string,
  { replace, signal, onProgress }: BackUpOptions,
): Promise<number> {
  expectFree(connection, path, replace);
  const partial = `${path}.${randomUUID().slice(0, 8)}.partial`;
  try {
    await connection.backup(partial, {
      progress({ totalPages, remainingPages }) {
        if (signal?.aborted === true) throw new CancelledError();
        onProgress?.({ step: 'copying', current: totalPages - remainingPages, total: totalPages });
        return pagesAtOnce;
      },
    });
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    if (error instanceof Error && /directory|cannot open|unable to open/i.test(error.message))
      throw new ExpectedError('unavailable', `${path}: cannot be written (${error.message}).`, { cause: error });
    throw error;
  }
  return statSync(path).size;
}

function expectFree(connection: Database, path: string, replace: boolean): void {
  if (!existsSync(path)) return;
  if (!connection.memory && realpathSync(path) === realpathSync(connection.name))
    throw new ExpectedError('invalid-input', `${path}: is the workspace itself; expected another file for its copy.`);
  if (!replace) throw new ExpectedError('invalid-input', `${path}: is there already; expected a new file.`);
  if (!isWorkspaceFile(path))
    throw new ExpectedError('invalid-input', `${path}: is no Gapscope workspace, and is not replaced.`);
}
