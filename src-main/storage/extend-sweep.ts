import type { Kysely } from 'kysely';
import type { SweepExtension } from '../engine/workspace';
import { insertBatches } from './insert-batches';
import type { Tables } from './tables';

/** Adds batches to a sweep, behind those that it has, and stores its new declaration. */
export async function extendSweep(
  transaction: Kysely<Tables>,
  sweepId: string,
  { declaration, declarationHash, batches }: SweepExtension,
): Promise<void> {
  await transaction
    .updateTable('sweeps')
    .set({ declaration: JSON.stringify(declaration), declaration_hash: declarationHash })
    .where('id', '=', sweepId)
    .execute();
  const curves = await transaction
    .selectFrom('curves')
    .select('id')
    .where('sweep_id', '=', sweepId)
    .orderBy('position')
    .execute();
  const { last } = await transaction
    .selectFrom('batches')
    .select(({ fn }) => fn.max('position').as('last'))
    .where('sweep_id', '=', sweepId)
    .executeTakeFirstOrThrow();
  // MAX of no rows is null, whatever the type says.
  const behind: number | null = last;
  await insertBatches(
    transaction,
    { sweepId, curveIds: curves.map(({ id }) => id), from: (behind ?? -1) + 1 },
    batches,
  );
}
