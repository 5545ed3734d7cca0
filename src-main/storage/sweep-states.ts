import type { Kysely } from 'kysely';
import type { RunState, SweepState } from '#contract/sweep';
import type { Stop } from '../engine/workspace';
import { deleteCheckpoints } from './checkpoints';
import type { Tables } from './tables';

/** The sweep is being run by `owner`. Answers how many of its runs are to be done. */
export async function beginSweep(
  transaction: Kysely<Tables>,
  sweepId: string,
  owner: string,
  now: number,
): Promise<number> {
  await transaction
    .updateTable('sweeps')
    .set({ state: 'running', owner, heartbeat: now, paused: 0 })
    .where('id', '=', sweepId)
    .execute();
  const { count } = await transaction
    .selectFrom('runs')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('sweep_id', '=', sweepId)
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirstOrThrow();
  return count;
}

/** Queues all that is not finished, or only what has failed. */
export async function requeue(transaction: Kysely<Tables>, sweepId: string, only: 'all' | 'failed'): Promise<void> {
  const states: RunState[] = only === 'failed' ? ['failed'] : ['queued', 'failed', 'cancelled', 'interrupted'];
  const unfinished = await transaction
    .selectFrom('runs')
    .select('batch_id')
    .distinct()
    .where('sweep_id', '=', sweepId)
    .where('state', 'in', states)
    .execute();
  const open = new Set(unfinished.map((row) => row.batch_id));
  const batches = await transaction
    .selectFrom('batches')
    .select(['id', 'state'])
    .where('sweep_id', '=', sweepId)
    .where('state', '!=', 'running')
    .execute();
  for (const { id } of batches.filter((batch) => open.has(batch.id))) {
    await transaction.updateTable('batches').set({ state: 'queued', attempts: 0 }).where('id', '=', id).execute();
    await transaction
      .updateTable('runs')
      .set({ state: 'queued', error: null })
      .where('batch_id', '=', id)
      .where('state', 'in', states)
      .execute();
  }
  if (only === 'all')
    await finishBatches(
      transaction,
      batches.filter(({ id, state }) => state !== 'finished' && !open.has(id)).map(({ id }) => id),
    );
}

/** Batches whose runs had all been stored when their engine was killed. */
async function finishBatches(transaction: Kysely<Tables>, ids: readonly number[]): Promise<void> {
  for (const id of ids)
    await transaction.updateTable('batches').set({ state: 'finished' }).where('id', '=', id).execute();
  await deleteCheckpoints(transaction, ids);
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

/**
 * Gives a sweep that nobody here works on any more the state that its runs are in; left as it is where another engine works on it. Answers the state.
 * @param stop - why it ended, if it was before its time
 */
export async function endSweep(transaction: Kysely<Tables>, sweepId: string, stop: Stop): Promise<SweepState> {
  const states = await transaction
    .selectFrom('runs')
    .select('state')
    .distinct()
    .where('sweep_id', '=', sweepId)
    .execute();
  const present = new Set(states.map(({ state }) => state));
  if (present.has('running')) return 'running';
  const state = stateOf(present, stop === 'cancelled');
  const paused = state === 'interrupted' && stop === 'paused';
  await transaction
    .updateTable('sweeps')
    .set({ state, owner: null, heartbeat: null, paused: paused ? 1 : 0 })
    .where('id', '=', sweepId)
    .execute();
  return paused ? 'paused' : state;
}

function stateOf(present: ReadonlySet<RunState>, cancelled: boolean): RunState {
  const open = (['queued', 'interrupted', 'cancelled'] as const).filter((state) => present.has(state));
  if (open.length === 0) return present.has('failed') ? 'failed' : 'finished';
  // Another engine may have cancelled what was queued.
  return cancelled || open.every((state) => state === 'cancelled') ? 'cancelled' : 'interrupted';
}
