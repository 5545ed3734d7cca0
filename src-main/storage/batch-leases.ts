import type { Kysely } from 'kysely';
import type { RunState } from '#contract/sweep';
import type { LeasedBatch, RunResult } from '../engine/workspace';
import { storeBlobs } from './store-blobs';
import { storedCurve } from './stored-curve';
import type { Tables } from './tables';

/** Leases the sweep's next queued batch to `owner`; null when none is queued. */
export async function claimBatch(
  transaction: Kysely<Tables>,
  sweepId: string,
  owner: string,
  now: number,
): Promise<LeasedBatch | null> {
  const batch = await transaction
    .selectFrom('batches')
    .selectAll()
    .where('sweep_id', '=', sweepId)
    .where('state', '=', 'queued')
    .orderBy('position')
    .executeTakeFirst();
  if (batch === undefined) return null;
  const token = batch.token + 1;
  const attempts = batch.attempts + 1;
  await transaction
    .updateTable('batches')
    .set({ state: 'running', owner, token, attempts, heartbeat: now })
    .where('id', '=', batch.id)
    .execute();
  await transaction
    .updateTable('runs')
    .set({ state: 'running', error: null })
    .where('batch_id', '=', batch.id)
    .where('state', '!=', 'finished')
    .execute();
  const curve = await transaction
    .selectFrom('curves')
    .selectAll()
    .where('id', '=', batch.curve_id)
    .executeTakeFirstOrThrow();
  const runs = await transaction
    .selectFrom('runs')
    .select(['id', 'hash', 'n', 'replicate'])
    .where('batch_id', '=', batch.id)
    .where('state', '!=', 'finished')
    .orderBy('n')
    .orderBy('replicate')
    .execute();
  return { id: batch.id, token, attempts, curve: storedCurve(curve), runs };
}

/** Keeps the leases of `owner`. */
export async function heartbeat(transaction: Kysely<Tables>, owner: string, now: number): Promise<void> {
  await transaction
    .updateTable('batches')
    .set({ heartbeat: now })
    .where('owner', '=', owner)
    .where('state', '=', 'running')
    .execute();
}

/** False, and nothing stored, where the lease has passed to another. */
export async function storeRun(
  transaction: Kysely<Tables>,
  batch: Pick<LeasedBatch, 'id' | 'token'>,
  result: RunResult,
): Promise<boolean> {
  if (!(await holdsLease(transaction, batch))) return false;
  await transaction
    .updateTable('runs')
    .set({
      state: 'finished',
      gap: result.gap,
      standard_error: result.standardError,
      seconds: result.seconds,
      hypotheses: result.hypotheses === null ? null : JSON.stringify(result.hypotheses),
      error: null,
    })
    .where('id', '=', result.id)
    .where('batch_id', '=', batch.id)
    .execute();
  await storeBlobs(transaction, result);
  return true;
}

/** Ends the lease. Runs that are not finished get the batch's state, and the error. */
export async function closeBatch(
  transaction: Kysely<Tables>,
  batch: Pick<LeasedBatch, 'id' | 'token'>,
  state: RunState,
  error: string | null,
): Promise<void> {
  if (!(await holdsLease(transaction, batch))) return;
  await transaction
    .updateTable('batches')
    .set({ state, owner: null, heartbeat: null })
    .where('id', '=', batch.id)
    .execute();
  await transaction
    .updateTable('runs')
    .set({ state, error })
    .where('batch_id', '=', batch.id)
    .where('state', '!=', 'finished')
    .execute();
}

/** Batches whose owner is gone become interrupted, and so do their sweeps but for `own`; answers the sweeps. */
export async function interruptAbandoned(
  transaction: Kysely<Tables>,
  isGone: (owner: string, heartbeat: number) => boolean,
  own: ReadonlySet<string>,
): Promise<string[]> {
  const running = await transaction.selectFrom('batches').selectAll().where('state', '=', 'running').execute();
  const gone = running.filter(({ owner, heartbeat }) => owner === null || isGone(owner, heartbeat ?? 0));
  for (const batch of gone) {
    // A new token, so that a result that still comes from the old owner is refused.
    await transaction
      .updateTable('batches')
      .set({ state: 'interrupted', owner: null, heartbeat: null, token: batch.token + 1 })
      .where('id', '=', batch.id)
      .execute();
    await transaction
      .updateTable('runs')
      .set({ state: 'interrupted' })
      .where('batch_id', '=', batch.id)
      .where('state', '=', 'running')
      .execute();
  }
  const alive = new Set(running.filter((batch) => !gone.includes(batch)).map((batch) => batch.sweep_id));
  // Also where the engine died between two batches.
  const sweeps = await transaction.selectFrom('sweeps').select('id').where('state', '=', 'running').execute();
  const interrupted = sweeps.map(({ id }) => id).filter((id) => !alive.has(id) && !own.has(id));
  for (const id of interrupted)
    await transaction.updateTable('sweeps').set({ state: 'interrupted' }).where('id', '=', id).execute();
  return interrupted;
}

/** Queues all that is not finished. */
export async function requeue(transaction: Kysely<Tables>, sweepId: string): Promise<void> {
  const unfinished = await transaction
    .selectFrom('runs')
    .select('batch_id')
    .distinct()
    .where('sweep_id', '=', sweepId)
    .where('state', 'in', ['queued', 'failed', 'cancelled', 'interrupted'])
    .execute();
  const open = new Set(unfinished.map((row) => row.batch_id));
  const batches = await transaction
    .selectFrom('batches')
    .select(['id', 'state'])
    .where('sweep_id', '=', sweepId)
    .where('state', 'not in', ['running', 'finished'])
    .execute();
  for (const { id } of batches) {
    await transaction
      .updateTable('batches')
      .set({ state: open.has(id) ? 'queued' : 'finished', attempts: 0 })
      .where('id', '=', id)
      .execute();
    await transaction
      .updateTable('runs')
      .set({ state: 'queued', error: null })
      .where('batch_id', '=', id)
      .where('state', '!=', 'finished')
      .execute();
  }
}

/** Cancels all that is queued or interrupted. */
export async function cancelQueued(transaction: Kysely<Tables>, sweepId: string): Promise<void> {
  for (const table of ['batches', 'runs'] as const)
    await transaction
      .updateTable(table)
      .set({ state: 'cancelled' })
      .where('sweep_id', '=', sweepId)
      .where('state', 'in', ['queued', 'interrupted'])
      .execute();
}

async function holdsLease(transaction: Kysely<Tables>, batch: Pick<LeasedBatch, 'id' | 'token'>): Promise<boolean> {
  const row = await transaction
    .selectFrom('batches')
    .select(['token', 'state'])
    .where('id', '=', batch.id)
    .executeTakeFirst();
  return row?.token === batch.token && row.state === 'running';
}
