import type { Kysely } from 'kysely';
import { ExpectedError } from '#core/errors';
import type { Tables } from './tables';

/** Hides a sweep since `deleted`, or brings it back. Throws 'not-found' for one that is hidden already. */
export async function setDeleted(transaction: Kysely<Tables>, id: string, deleted: string | null): Promise<void> {
  const before = await transaction.selectFrom('sweeps').select('deleted').where('id', '=', id).executeTakeFirst();
  if (deleted !== null && before !== undefined && before.deleted !== null)
    throw new ExpectedError(
      'not-found',
      `The sweep '${id}' has been deleted already; history restore ${id} brings it back.`,
    );
  await transaction.updateTable('sweeps').set({ deleted }).where('id', '=', id).execute();
}
