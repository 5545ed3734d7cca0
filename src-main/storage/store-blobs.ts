import type { Kysely } from 'kysely';
import type { RunResult } from '../engine/workspace';
import type { Tables } from './tables';

const chunkBytes = 2 ** 18;

/** Stores the series and points that a run leaves behind, in place of those of an earlier attempt. */
export async function storeBlobs(transaction: Kysely<Tables>, result: RunResult): Promise<void> {
  await transaction.deleteFrom('metrics').where('run_id', '=', result.id).execute();
  await transaction.deleteFrom('blobs').where('run_id', '=', result.id).execute();
  for (const { name, steps, values } of result.series)
    for (const [i, step] of steps.entries())
      await transaction
        .insertInto('metrics')
        .values({ run_id: result.id, name, step, value: values[i] ?? 0 })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
  for (const { kind, points, dimension, values } of result.blobs) {
    const { id } = await transaction
      .insertInto('blobs')
      .values({ run_id: result.id, kind, points, dimension })
      .returning('id')
      .executeTakeFirstOrThrow();
    const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
    for (let from = 0, position = 0; from < bytes.length; from += chunkBytes, position++)
      await transaction
        .insertInto('blob_chunks')
        .values({ blob_id: id, position, bytes: bytes.subarray(from, from + chunkBytes) })
        .execute();
  }
}
