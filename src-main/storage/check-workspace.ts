import type { Database } from 'better-sqlite3';
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables';

/** What is wrong with a workspace: damaged pages, broken references, stored points of the wrong length. */
export async function checkWorkspace(database: Kysely<Tables>, connection: Database): Promise<string[]> {
  const problems: string[] = [];
  const integrity = connection.prepare('PRAGMA integrity_check').pluck().all().map(String);
  problems.push(...integrity.filter((line) => line !== 'ok').map((line) => `Integrity: ${line}.`));
  const broken = connection.prepare('SELECT "table", parent FROM pragma_foreign_key_check').raw().all();
  problems.push(...broken.map((row) => `A record refers to one that is missing: ${String(row)}.`));
  const orphans = await database
    .selectFrom('blobs')
    .leftJoin('blob_chunks', 'blob_chunks.blob_id', 'blobs.id')
    .select(['blobs.id', 'blobs.points', 'blobs.dimension'])
    .select(sql<number>`coalesce(sum(length(blob_chunks.bytes)), 0)`.as('stored'))
    .groupBy('blobs.id')
    .execute();
  for (const { id, points, dimension, stored } of orphans)
    if (stored !== points * dimension * 4)
      problems.push(
        `Stored points ${String(id)} have ${String(stored)} bytes; expected ${String(points * dimension * 4)}.`,
      );
  return problems;
}
