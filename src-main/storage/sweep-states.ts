import type { Kysely } from 'kysely';
import type { RunState } from '#contract/sweep';
import type { Tables } from './tables';

/** The sweep is being run by `owner`. */
export async function beginSweep(
  transaction: Kysely<Tables>,
  sweepId: string,
  owner: string,
  now: number,
): Promise<void> {
  await transaction
    .updateTable('sweeps')
    .set({ state: 'running', owner, heartbeat: now })
    .where('id', '=', sweepId)
    .execute();
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

/**
 * Gives a sweep that nobody here works on any more the state that its runs are in; left as it is where another engine works on it. Answers the state.
 * @param cancelled - whether the user has asked for the end
 */
export async function endSweep(transaction: Kysely<Tables>, sweepId: string, cancelled: boolean): Promise<RunState> {
  const states = await transaction
    .selectFrom('runs')
    .select('state')
    .distinct()
    .where('sweep_id', '=', sweepId)
    .execute();
  const present = new Set(states.map(({ state }) => state));
  if (present.has('running')) return 'running';
  const state = stateOf(present, cancelled);
  await transaction
    .updateTable('sweeps')
    .set({ state, owner: null, heartbeat: null })
    .where('id', '=', sweepId)
    .execute();
  return state;
}

function stateOf(present: ReadonlySet<RunState>, cancelled: boolean): RunState {
  const open = (['queued', 'interrupted', 'cancelled'] as const).filter((state) => present.has(state));
  if (open.length === 0) return present.has('failed') ? 'failed' : 'finished';
  // Another engine may have cancelled what was queued.
  return cancelled || open.every((state) => state === 'cancelled') ? 'cancelled' : 'interrupted';
}
