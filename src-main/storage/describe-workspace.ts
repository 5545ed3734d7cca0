import { existsSync, statSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { type Kysely, sql } from 'kysely';
import type { Workspace } from '../engine/workspace';
import type { Tables } from './tables';

/** How much a workspace holds, and how much of it is no longer wanted. */
export async function describeWorkspace(
  database: Kysely<Tables>,
  connection: Database,
): Promise<Awaited<ReturnType<Workspace['describe']>>> {
  const { sweeps, deletedSweeps } = await database
    .selectFrom('sweeps')
    .select([
      sql<number>`count(*) FILTER (WHERE deleted IS NULL)`.as('sweeps'),
      sql<number>`count(*) FILTER (WHERE deleted IS NOT NULL)`.as('deletedSweeps'),
    ])
    .executeTakeFirstOrThrow();
  const { runs } = await database
    .selectFrom('runs')
    .innerJoin('sweeps', 'sweeps.id', 'runs.sweep_id')
    .select(({ fn }) => fn.countAll<number>().as('runs'))
    .where('sweeps.deleted', 'is', null)
    .executeTakeFirstOrThrow();
  const free = Number(connection.pragma('freelist_count', { simple: true }));
  const page = Number(connection.pragma('page_size', { simple: true }));
  return {
    ...{ sweeps, deletedSweeps, runs },
    bytes: bytesOnDisk(connection),
    reclaimable: free * page + (deletedSweeps === 0 ? 0 : await deletedBytes(database)),
  };
}

/** The file with what SQLite keeps beside it. */
function bytesOnDisk({ name, memory }: Database): number {
  if (memory) return 0;
  const parts = ['', '-wal'].map((part) => name + part).filter((path) => existsSync(path));
  return parts.reduce((sum, path) => sum + statSync(path).size, 0);
}

/** Points and checkpoints of deleted sweeps, which take nearly all of their space. */
async function deletedBytes(database: Kysely<Tables>): Promise<number> {
  const points = await database
    .selectFrom('blobs')
    .innerJoin('runs', 'runs.id', 'blobs.run_id')
    .innerJoin('sweeps', 'sweeps.id', 'runs.sweep_id')
    .select(sql<number>`coalesce(sum(4 * blobs.points * blobs.dimension), 0)`.as('bytes'))
    .where('sweeps.deleted', 'is not', null)
    .executeTakeFirstOrThrow();
  const checkpoints = await database
    .selectFrom('checkpoints')
    .innerJoin('batches', 'batches.id', 'checkpoints.batch_id')
    .innerJoin('sweeps', 'sweeps.id', 'batches.sweep_id')
    .select(sql<number>`coalesce(sum(checkpoints.bytes), 0)`.as('bytes'))
    .where('sweeps.deleted', 'is not', null)
    .executeTakeFirstOrThrow();
  return points.bytes + checkpoints.bytes;
}
