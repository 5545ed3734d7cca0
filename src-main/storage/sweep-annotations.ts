import type { Kysely } from 'kysely';
import type { Annotations, Note } from '../engine/imported-sweep';
import type { Tables } from './tables';

/** What people wrote beside a sweep and its runs. */
export async function readAnnotations(database: Kysely<Tables>, sweepId: string): Promise<Annotations> {
  const note = await database
    .selectFrom('notes')
    .select(['text', 'changed'])
    .where('sweep_id', '=', sweepId)
    .executeTakeFirst();
  const tags = await database.selectFrom('tags').select('tag').where('sweep_id', '=', sweepId).orderBy('tag').execute();
  const runNotes = await database
    .selectFrom('run_notes')
    .innerJoin('runs', 'runs.id', 'run_notes.run_id')
    .select(['run_notes.run_id', 'run_notes.text', 'run_notes.changed'])
    .where('runs.sweep_id', '=', sweepId)
    .execute();
  const runTags = await database
    .selectFrom('run_tags')
    .innerJoin('runs', 'runs.id', 'run_tags.run_id')
    .select(['run_tags.run_id', 'run_tags.tag'])
    .where('runs.sweep_id', '=', sweepId)
    .orderBy('run_tags.tag')
    .execute();
  const runs = new Map<string, { note: Note | null; tags: string[] }>();
  const of = (id: string): { note: Note | null; tags: string[] } => {
    const known = runs.get(id) ?? { note: null, tags: [] };
    runs.set(id, known);
    return known;
  };
  for (const { run_id, text, changed } of runNotes) of(run_id).note = { text, changed };
  for (const { run_id, tag } of runTags) of(run_id).tags.push(tag);
  return {
    note: note ?? null,
    tags: tags.map(({ tag }) => tag),
    runs: [...runs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, one]) => ({ id, ...one })),
  };
}

/** Stores them beside a sweep that has just been stored with its runs. */
export async function storeAnnotations(
  transaction: Kysely<Tables>,
  sweepId: string,
  { note, tags, runs }: Annotations,
): Promise<void> {
  if (note !== null)
    await transaction
      .insertInto('notes')
      .values({ sweep_id: sweepId, ...note })
      .execute();
  for (const tag of new Set(tags)) await transaction.insertInto('tags').values({ sweep_id: sweepId, tag }).execute();
  for (const run of runs) {
    if (run.note !== null)
      await transaction
        .insertInto('run_notes')
        .values({ run_id: run.id, ...run.note })
        .execute();
    for (const tag of new Set(run.tags))
      await transaction.insertInto('run_tags').values({ run_id: run.id, tag }).execute();
  }
}
