import type { Kysely } from 'kysely';
import type { SweepCurve } from '#contract/results';
import type { Tables } from './tables';

/** Stores what a curve has come to in place of what was there, with its fit beside it, which the table of runs reads. */
export async function storeCurve(transaction: Kysely<Tables>, curveId: number, result: SweepCurve): Promise<void> {
  await transaction
    .updateTable('curves')
    .set({ result: JSON.stringify(result) })
    .where('id', '=', curveId)
    .execute();
  await transaction.deleteFrom('fits').where('curve_id', '=', curveId).execute();
  if (result.fit === null) return;
  const { model, dimension, interval } = result.fit;
  await transaction
    .insertInto('fits')
    .values({
      curve_id: curveId,
      model,
      dimension,
      lower: interval[0],
      upper: interval[1],
      result: JSON.stringify(result.fit),
    })
    .execute();
}
