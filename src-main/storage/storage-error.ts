import { ExpectedError } from '#core/errors';

const causes: readonly (readonly [string, string])[] = [
  ['SQLITE_FULL', 'cannot be written: the disk is full'],
  ['SQLITE_IOERR', 'cannot be read or written: the disk reports an error'],
  ['SQLITE_BUSY', 'cannot be written: another program keeps it locked'],
  ['SQLITE_READONLY', 'cannot be written: it is read-only'],
  ['SQLITE_CANTOPEN', 'cannot be opened'],
];

/** SQLite's error as one that says what is wrong with the surroundings, where it is theirs; a mistake of ours stays what it is. */
export function storageError(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const [, problem] = causes.find(([prefix]) => code.startsWith(prefix)) ?? [];
  if (problem !== undefined) return new ExpectedError('unavailable', `${path}: ${problem}.`, { cause: error });
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB')
    return new ExpectedError('damaged', `${path}: the workspace is damaged; nothing more is written to it.`, {
      cause: error,
    });
  return error;
}
