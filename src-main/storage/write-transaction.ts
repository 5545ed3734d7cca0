import type { Database } from 'better-sqlite3';
import { type Kysely, sql } from 'kysely';
import { storageError } from './storage-error';
import type { Tables } from './tables';

/** Milliseconds for which another writer is waited for, and between two attempts. */
const patience = 30_000;
const pause = 100;

export interface WritableDatabase {
  readonly database: Kysely<Tables>;
  readonly connection: Database;
  readonly path: string;
}

/**
 * Runs in one transaction, after those that other programs are in the middle of.
 * @throws ExpectedError('unavailable') where the disk is full or fails, or another program does not end its writing
 */
export async function writeTransaction<Result>(
  { database, connection, path }: WritableDatabase,
  act: (transaction: Kysely<Tables>) => Promise<Result>,
): Promise<Result> {
  const started = performance.now();
  for (;;) {
    try {
      return await database.connection().execute(async (transaction) => {
        // Takes the file's lock at once: a transaction that begins by reading could not wait for another writer.
        await sql`BEGIN IMMEDIATE`.execute(transaction);
        try {
          const result = await act(transaction);
          await sql`COMMIT`.execute(transaction);
          return result;
        } catch (error) {
          // SQLite itself rolls back where the disk is full or fails; a second time would hide why.
          if (connection.inTransaction) await sql`ROLLBACK`.execute(transaction);
          throw error;
        }
      });
    } catch (error) {
      if (!isBusy(error) || performance.now() - started > patience) throw storageError(error, path);
      // Between attempts others may use the connection.
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
}
