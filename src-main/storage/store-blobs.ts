import { type Kysely, sql } from 'kysely';
import type { RunResult, Series, StoredPoints } from '../engine/workspace';
import { chunksOf } from './chunks-of';
import type { Tables } from './tables';

/** Stores the series and points that a run leaves behind, in place of those of an earlier attempt. */
export async function storeBlobs(transaction: Kysely<Tables>, result: RunResult): Promise<void> {
  await storeSeries(transaction, result.id, result.series);
  await transaction.deleteFrom('blobs').where('run_id', '=', result.id).execute();
  await storePoints(transaction, result.id, result.blobs);
}

/** Stores the points that a run leaves behind. */
export async function storePoints(
  transaction: Kysely<Tables>,
  runId: string,
  sets: readonly StoredPoints[],
): Promise<void> {
  for (const { kind, points, dimension, values } of sets) {
    const { id } = await transaction
      .insertInto('blobs')
      .values({ run_id: runId, kind, points, dimension })
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
  await summariseSeries(transaction, runId);
}

/** Keeps the last, the least and the largest value of each series of a run, by which the table of runs is sorted and filtered. */
async function summariseSeries(transaction: Kysely<Tables>, runId: string): Promise<void> {
  await transaction.deleteFrom('metric_summaries').where('run_id', '=', runId).execute();
  await sql`
    INSERT INTO metric_summaries (run_id, name, last, lowest, highest)
    SELECT run_id, name,
      (SELECT value FROM metrics AS final WHERE final.run_id = metrics.run_id AND final.name = metrics.name ORDER BY step DESC LIMIT 1),
      min(value), max(value)
    FROM metrics WHERE run_id = ${runId} GROUP BY name
  `.execute(transaction);
}
