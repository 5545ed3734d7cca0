import type { Kysely } from 'kysely';
import type { Checkpoint } from '../engine/checkpoint';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint-codec';
import { chunksOf } from './chunks-of';
import type { Tables } from './tables';

/** Stores a checkpoint of a batch in place of the one with the same key. */
export async function insertCheckpoint(
  transaction: Kysely<Tables>,
  batchId: number,
  checkpoint: Checkpoint,
): Promise<void> {
  const { key } = checkpoint;
  const { header, bytes } = encodeCheckpoint(checkpoint);
  await transaction.deleteFrom('checkpoints').where('batch_id', '=', batchId).where('key', '=', key).execute();
  const { id } = await transaction
    .insertInto('checkpoints')
    .values({ batch_id: batchId, key, header, bytes: bytes.byteLength })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const chunk of chunksOf(bytes))
    await transaction
      .insertInto('checkpoint_chunks')
      .values({ checkpoint_id: id, ...chunk })
      .execute();
}

/** The checkpoints of a batch; those that cannot be read are left out, since the work can be done again. */
export async function readCheckpoints(database: Kysely<Tables>, batchId: number): Promise<Checkpoint[]> {
  const rows = await database.selectFrom('checkpoints').selectAll().where('batch_id', '=', batchId).execute();
  const found: Checkpoint[] = [];
  for (const { id, key, header } of rows) {
    const chunks = await database
      .selectFrom('checkpoint_chunks')
      .select('bytes')
      .where('checkpoint_id', '=', id)
      .orderBy('position')
      .execute();
    const checkpoint = decodeCheckpoint(key, header, Buffer.concat(chunks.map(({ bytes }) => bytes)));
    if (checkpoint !== undefined) found.push(checkpoint);
  }
  return found;
}

/** Forgets the checkpoints of batches, once nobody will go on from them. */
export async function deleteCheckpoints(transaction: Kysely<Tables>, batchIds: readonly number[]): Promise<void> {
  for (const id of batchIds) await transaction.deleteFrom('checkpoints').where('batch_id', '=', id).execute();
}
