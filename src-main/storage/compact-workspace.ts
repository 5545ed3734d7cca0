import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables';

/** Removes the deleted sweeps for good. What runs of other sweeps have taken over from theirs passes to the first of those. */
export async function removeDeleted(transaction: Kysely<Tables>): Promise<void> {
  await keepTakenOver(transaction);
  await transaction.deleteFrom('sweeps').where('deleted', 'is not', null).execute();
}

/** Rewrites the file without what nothing uses. */
export async function reclaimSpace(database: Kysely<Tables>): Promise<void> {
  await database.connection().execute(async (connection) => {
    await sql`VACUUM`.execute(connection);
    // What was rewritten stands in the log until it is taken over.
    await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(connection);
  });
}

/** A run that was taken over has its series and points where it was done first, which may be in a deleted sweep. */
async function keepTakenOver(transaction: Kysely<Tables>): Promise<void> {
  const origins = await transaction
    .withRecursive('chain(id, source)', (query) =>
      query
        .selectFrom('runs')
        .innerJoin('sweeps', 'sweeps.id', 'runs.sweep_id')
        .select(['runs.id', 'runs.reused_from as source'])
        .where('sweeps.deleted', 'is', null)
        .where('runs.reused_from', 'is not', null)
        .$narrowType<{ source: string }>()
        .unionAll(
          query
            .selectFrom('chain')
            .innerJoin('runs', 'runs.id', 'chain.source')
            .where('runs.reused_from', 'is not', null)
            .select(['chain.id', 'runs.reused_from as source'])
            .$narrowType<{ source: string }>(),
        ),
    )
    .selectFrom('chain')
    .innerJoin('runs', 'runs.id', 'chain.source')
    .innerJoin('sweeps', 'sweeps.id', 'runs.sweep_id')
    .select(['chain.id', 'chain.source as origin', 'sweeps.deleted'])
    .where('runs.reused_from', 'is', null)
    .execute();
  /** Where what was done first is kept from now on. */
  const heirs = new Map<string, string>();
  for (const { id, origin, deleted } of origins) {
    const heir = deleted === null ? origin : heirs.get(origin);
    await transaction
      .updateTable('runs')
      .set({ reused_from: heir ?? null })
      .where('id', '=', id)
      .execute();
    if (heir !== undefined) continue;
    heirs.set(origin, id);
    for (const table of ['metrics', 'blobs'] as const)
      await transaction.updateTable(table).set({ run_id: id }).where('run_id', '=', origin).execute();
  }
}
