import { type Kysely, sql } from 'kysely';
import { ExpectedError } from '#core/errors';
import type { Tables } from '../tables';

/** Puts a tag on runs, or takes it off; answers those that it has changed. */
export async function tagRuns(
  transaction: Kysely<Tables>,
  keys: Int32Array,
  tag: string,
  present: boolean,
): Promise<Int32Array<ArrayBuffer>> {
  const chosen = sql`runs.rowid IN (SELECT value FROM json_each(${JSON.stringify([...keys])}))`;
  const has = sql`EXISTS (SELECT 1 FROM run_tags WHERE run_tags.run_id = runs.id AND run_tags.tag = ${tag})`;
  const { rows } = await sql<{ key: number; id: string }>`
    SELECT runs.rowid AS key, runs.id FROM runs WHERE ${chosen} AND ${present ? sql`NOT ${has}` : has}
  `.execute(transaction);
  const ids = JSON.stringify(rows.map(({ id }) => id));
  if (present)
    await sql`INSERT INTO run_tags (run_id, tag) SELECT value, ${tag} FROM json_each(${ids})`.execute(transaction);
  else
    await sql`DELETE FROM run_tags WHERE tag = ${tag} AND run_id IN (SELECT value FROM json_each(${ids}))`.execute(
      transaction,
    );
  return Int32Array.from(rows, ({ key }) => key);
}

/** Puts a tag on sweeps, or takes it off; answers those that it has changed. */
export async function tagSweeps(
  transaction: Kysely<Tables>,
  ids: readonly string[],
  tag: string,
  present: boolean,
): Promise<string[]> {
  const changed: string[] = [];
  for (const id of ids) {
    const known = await transaction.selectFrom('sweeps').select('id').where('id', '=', id).executeTakeFirst();
    if (known === undefined) continue;
    const done = present
      ? await transaction
          .insertInto('tags')
          .values({ sweep_id: id, tag })
          .onConflict((conflict) => conflict.doNothing())
          .returning('tag')
          .execute()
      : await transaction
          .deleteFrom('tags')
          .where('sweep_id', '=', id)
          .where('tag', '=', tag)
          .returning('tag')
          .execute();
    if (done.length > 0) changed.push(id);
  }
  return changed;
}

/** Replaces the note of a run, or removes it where the text is empty. Throws 'not-found'. */
export async function noteRun(transaction: Kysely<Tables>, id: string, text: string, now: string): Promise<void> {
  const known = await transaction.selectFrom('runs').select('id').where('id', '=', id).executeTakeFirst();
  if (known === undefined) throw new ExpectedError('not-found', `There is no run '${id}' in this workspace.`);
  await transaction.deleteFrom('run_notes').where('run_id', '=', id).execute();
  if (text !== '') await transaction.insertInto('run_notes').values({ run_id: id, text, changed: now }).execute();
}

/** Replaces the note of a sweep, or removes it where the text is empty. Throws 'not-found'. */
export async function noteSweep(transaction: Kysely<Tables>, id: string, text: string, now: string): Promise<void> {
  const known = await transaction.selectFrom('sweeps').select('id').where('id', '=', id).executeTakeFirst();
  if (known === undefined) throw new ExpectedError('not-found', `There is no sweep '${id}' in this workspace.`);
  await transaction.deleteFrom('notes').where('sweep_id', '=', id).execute();
  if (text !== '') await transaction.insertInto('notes').values({ sweep_id: id, text, changed: now }).execute();
}
