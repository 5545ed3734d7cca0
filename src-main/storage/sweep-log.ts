import type { Kysely } from 'kysely';
import type { LogEntry } from '#contract/sweep';
import type { Tables } from './tables';

/** Entries kept of a sweep, the newest: thousands of batches say nothing that its runs do not say. */
const most = 2000;

/** Adds entries to a sweep's log; nothing where the sweep is not in this workspace. */
export async function addLog(
  transaction: Kysely<Tables>,
  sweepId: string,
  entries: readonly LogEntry[],
): Promise<void> {
  const known = await transaction.selectFrom('sweeps').select('id').where('id', '=', sweepId).executeTakeFirst();
  if (known === undefined || entries.length === 0) return;
  const rows = entries.map(({ moment, level, message }) => ({ sweep_id: sweepId, moment, level, message }));
  await transaction.insertInto('sweep_log').values(rows).execute();
  await transaction
    .deleteFrom('sweep_log')
    .where('sweep_id', '=', sweepId)
    .where('id', 'not in', (query) =>
      query.selectFrom('sweep_log').select('id').where('sweep_id', '=', sweepId).orderBy('id', 'desc').limit(most),
    )
    .execute();
}

/** A sweep's log, oldest first. */
export function readLog(database: Kysely<Tables>, sweepId: string): Promise<LogEntry[]> {
  return database
    .selectFrom('sweep_log')
    .select(['moment', 'level', 'message'])
    .where('sweep_id', '=', sweepId)
    .orderBy('id')
    .execute();
}
