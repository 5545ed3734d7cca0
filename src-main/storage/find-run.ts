import { type Kysely, sql } from 'kysely';
import { ExpectedError } from '#core/errors';
import type { StoredPoints, StoredRun } from '../engine/workspace';
import { readHypotheses, runSummaries } from './sweep-queries';
import type { Tables } from './tables';

/**
 * A run with the points that were kept of it. A run that was taken over keeps none itself: they are found with the run that it was taken over from, or with any other
 * of the same hash, whose settings are the same.
 * @throws ExpectedError('not-found')
 */
export async function findRun(database: Kysely<Tables>, id: string): Promise<StoredRun> {
  const run = await runSummaries(database).where('runs.id', '=', id).executeTakeFirst();
  if (run === undefined) throw new ExpectedError('not-found', `There is no run '${id}' in this workspace.`);
  const row = await database
    .selectFrom('runs')
    .select(['hypotheses', 'reused_from'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const hypotheses = readHypotheses(row.hypotheses);
  if (run.state !== 'finished') return { run, hypotheses, points: [] };
  const source = await database
    .selectFrom('blobs')
    .innerJoin('runs', 'runs.id', 'blobs.run_id')
    .select('runs.id')
    .where('runs.hash', '=', run.hash)
    .where('runs.state', '=', 'finished')
    .where('blobs.kind', '!=', 'checkpoint')
    .orderBy(sql`runs.id = ${id}`, 'desc')
    .orderBy(sql`runs.id = ${row.reused_from ?? ''}`, 'desc')
    .orderBy('blobs.id', 'desc')
    .executeTakeFirst();
  return { run, hypotheses, points: source === undefined ? [] : await pointsOf(database, source.id) };
}

/** @throws ExpectedError('damaged') where a set of points is not complete */
async function pointsOf(database: Kysely<Tables>, runId: string): Promise<readonly StoredPoints[]> {
  const blobs = await database.selectFrom('blobs').selectAll().where('run_id', '=', runId).orderBy('id').execute();
  const found: StoredPoints[] = [];
  for (const { id, kind, points, dimension } of blobs) {
    if (kind === 'checkpoint') continue;
    const chunks = await database
      .selectFrom('blob_chunks')
      .select('bytes')
      .where('blob_id', '=', id)
      .orderBy('position')
      .execute();
    const values = new Float32Array(points * dimension);
    const bytes = new Uint8Array(values.buffer);
    const stored = Buffer.concat(chunks.map((chunk) => chunk.bytes));
    if (stored.byteLength !== bytes.byteLength)
      throw new ExpectedError('damaged', `The points of the run '${runId}' are not complete in the workspace.`);
    bytes.set(stored);
    found.push({ kind, points, dimension, values });
  }
  return found;
}
