import type { Kysely } from 'kysely';
import type { RunState } from '#contract/sweep';
import type { Lease, LeasedBatch, RunFailure, RunResult } from '../engine/workspace';
import type { Checkpoint } from '../engine/checkpoint';
import { deleteCheckpoints, insertCheckpoint } from './checkpoints';
import { storeBlobs, storeSeries } from './store-blobs';
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
    .where('state', '=', 'queued')
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
    .where('state', '=', 'running')
    .orderBy('n')
    .orderBy('replicate')
    .execute();
  return { id: batch.id, token, attempts, curve: storedCurve(curve), runs };
}

/** Keeps the leases of `owner`, and its sweeps. */
export async function heartbeat(transaction: Kysely<Tables>, owner: string, now: number): Promise<void> {
  for (const table of ['batches', 'sweeps'] as const)
    await transaction
      .updateTable(table)
      .set({ heartbeat: now })
      .where('owner', '=', owner)
      .where('state', '=', 'running')
      .execute();
}

/** False, and nothing stored, where the lease has passed to another. */
export async function storeRun(transaction: Kysely<Tables>, lease: Lease, result: RunResult): Promise<boolean> {
  if (!(await holdsLease(transaction, lease))) return false;
  await transaction
    .updateTable('runs')
    .set({
      state: 'finished',
      gap: result.gap,
      standard_error: result.standardError,
      generalization: result.generalization,
      generalization_error: result.generalizationStandardError,
      seconds: result.seconds,
      memory: result.memory,
      hypotheses: result.hypotheses === null ? null : JSON.stringify(result.hypotheses),
      error: null,
    })
    .where('id', '=', result.id)
    .where('batch_id', '=', lease.id)
    .execute();
  await storeBlobs(transaction, result);
  return true;
}

/** The run alone becomes failed. False, and nothing stored, where the lease has passed to another. */
export async function storeFailure(
  transaction: Kysely<Tables>,
  lease: Lease,
  { id, error, series = [] }: RunFailure,
): Promise<boolean> {
  if (!(await holdsLease(transaction, lease))) return false;
  await transaction
    .updateTable('runs')
    .set({ state: 'failed', error })
    .where('id', '=', id)
    .where('batch_id', '=', lease.id)
    .execute();
  await storeSeries(transaction, id, series);
  return true;
}

/** Stores a checkpoint in place of the one with the same key. False, and nothing stored, where the lease has passed to another. */
export async function storeCheckpoint(
  transaction: Kysely<Tables>,
  lease: Lease,
  checkpoint: Checkpoint,
): Promise<boolean> {
  if (!(await holdsLease(transaction, lease))) return false;
  await insertCheckpoint(transaction, lease.id, checkpoint);
  return true;
}

/** Ends the lease; false where it has passed to another. Runs without an outcome get the batch's state, and the error. */
export async function closeBatch(
  transaction: Kysely<Tables>,
  lease: Lease,
  state: RunState,
  error: string | null,
): Promise<boolean> {
  if (!(await holdsLease(transaction, lease))) return false;
  await transaction
    .updateTable('batches')
    .set({ state, owner: null, heartbeat: null })
    .where('id', '=', lease.id)
    .execute();
  await transaction
    .updateTable('runs')
    .set({ state, error })
    .where('batch_id', '=', lease.id)
    .where('state', '=', 'running')
    .execute();
  // Of an attempt that failed by itself the next one would only fail again.
  if (state === 'finished' || state === 'failed') await deleteCheckpoints(transaction, [lease.id]);
  return true;
}

/** Ends all leases of `owner` in a sweep; what they held is interrupted. */
export async function releaseBatches(transaction: Kysely<Tables>, sweepId: string, owner: string): Promise<void> {
  const held = await transaction
    .selectFrom('batches')
    .select(['id', 'token'])
    .where('sweep_id', '=', sweepId)
    .where('owner', '=', owner)
    .where('state', '=', 'running')
    .execute();
  for (const batch of held) await interruptBatch(transaction, batch);
}

/** Takes a batch from its owner. With a new token, so that a result that still comes from the old owner is refused. */
export async function interruptBatch(transaction: Kysely<Tables>, { id, token }: Lease): Promise<void> {
  await transaction
    .updateTable('batches')
    .set({ state: 'interrupted', owner: null, heartbeat: null, token: token + 1 })
    .where('id', '=', id)
    .execute();
  await transaction
    .updateTable('runs')
    .set({ state: 'interrupted' })
    .where('batch_id', '=', id)
    .where('state', '=', 'running')
    .execute();
}

async function holdsLease(transaction: Kysely<Tables>, lease: Lease): Promise<boolean> {
  const row = await transaction
    .selectFrom('batches')
    .select(['token', 'state'])
    .where('id', '=', lease.id)
    .executeTakeFirst();
  return row?.token === lease.token && row.state === 'running';
}
