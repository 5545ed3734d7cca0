import type { Kysely } from 'kysely';
import type { OwnerCheck } from '../engine/workspace';
import { interruptBatch } from './batch-leases';
import type { Tables } from './tables';

/** Batches and sweeps whose owner is gone become interrupted; answers the sweeps. */
export async function interruptAbandoned(transaction: Kysely<Tables>, isGone: OwnerCheck): Promise<string[]> {
  const running = await transaction.selectFrom('batches').selectAll().where('state', '=', 'running').execute();
  const gone = running.filter(
    ({ owner, heartbeat, sweep_id }) => owner === null || isGone(owner, heartbeat ?? 0, sweep_id),
  );
  for (const batch of gone) await interruptBatch(transaction, batch);
  const alive = new Set(running.filter((batch) => !gone.includes(batch)).map((batch) => batch.sweep_id));
  // A sweep has an owner of its own: between two batches, and while its curves are drawn up, it holds none.
  const sweeps = await transaction
    .selectFrom('sweeps')
    .select(['id', 'owner', 'heartbeat'])
    .where('state', '=', 'running')
    .execute();
  const interrupted = sweeps
    .filter(({ id, owner, heartbeat }) => !alive.has(id) && (owner === null || isGone(owner, heartbeat ?? 0, id)))
    .map(({ id }) => id);
  for (const id of interrupted)
    await transaction
      .updateTable('sweeps')
      .set({ state: 'interrupted', owner: null, heartbeat: null })
      .where('id', '=', id)
      .execute();
  return interrupted;
}
