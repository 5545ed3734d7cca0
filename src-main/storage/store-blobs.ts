import type { Kysely } from 'kysely';
import type { RunResult, Series } from '../engine/workspace';
import { chunksOf } from './chunks-of';
import type { Tables } from './tables';

/** Stores the series and points that a run leaves behind, in place of those of an earlier attempt. */
export async function storeBlobs(transaction: Kysely<Tables>, result: RunResult): Promise<void> {
  await storeSeries(transaction, result.id, result.series);
  await transaction.deleteFrom('blobs').where('run_id', '=', result.id).execute();
  for (const { kind, points, dimension, values } of result.blobs) {
    const { id } = await transaction
      .insertInto('blobs')
      .values({ run_id: result.id, kind, points, dimension })
      .returning('id')
      .executeTakeFirstOrThrow();
    const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
    for (const chunk of chunksOf(bytes))
      await transaction
        .insertInto('blob_chunks')
        .values({ blob_id: id, ...chunk })
        .execute();
  }
}

/** Stores the series of a run in place of those of an earlier attempt. */
export async function storeSeries(
  transaction: Kysely<Tables>,
  runId: string,
  series: readonly Series[],
): Promise<void> {
  await transaction.deleteFrom('metrics').where('run_id', '=', runId).execute();
  for (const { name, steps, values } of series)
    for (const [i, step] of steps.entries())
      await transaction
        .insertInto('metrics')
        .values({ run_id: runId, name, step, value: values[i] ?? 0 })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
}
