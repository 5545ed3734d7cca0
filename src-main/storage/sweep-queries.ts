import { type Kysely, sql } from 'kysely';
import { hypotheses } from '#contract/results';
import { type RunSummary, sweepDeclaration, type SweepState, type SweepSummary } from '#contract/sweep';
import { ExpectedError } from '#core/errors';
import type { FinishedRun, StoredResult, StoredSweep } from '../engine/workspace';
import { readJson } from './read-json';
import { storedCurve } from './stored-curve';
import type { Tables } from './tables';

/** SQLite's limit on the variables of a statement is far above this. */
const hashesAtOnce = 500;

/** Finished runs with these hashes, by hash. */
export async function findResults(
  database: Kysely<Tables>,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, StoredResult>> {
  const found = new Map<string, StoredResult>();
  for (let from = 0; from < hashes.length; from += hashesAtOnce) {
    const rows = await database
      .selectFrom('runs')
      .select(['id', 'hash', 'gap', 'standard_error', 'seconds', 'memory', 'hypotheses'])
      .select(['generalization', 'generalization_error as generalizationStandardError'])
      .where('state', '=', 'finished')
      .where('hash', 'in', hashes.slice(from, from + hashesAtOnce))
      .execute();
    for (const row of rows)
      if (row.gap !== null)
        found.set(row.hash, {
          runId: row.id,
          gap: row.gap,
          standardError: row.standard_error ?? 0,
          generalization: row.generalization,
          generalizationStandardError: row.generalizationStandardError,
          seconds: row.seconds ?? 0,
          memory: row.memory,
          hypotheses: readHypotheses(row.hypotheses),
        });
  }
  return found;
}

/** The newest sweep with this declaration that is not finished. */
export async function findUnfinished(database: Kysely<Tables>, declarationHash: string): Promise<string | null> {
  const row = await database
    .selectFrom('sweeps')
    .select('id')
    .where('declaration_hash', '=', declarationHash)
    .where('state', '!=', 'finished')
    .where('deleted', 'is', null)
    .orderBy('sequence', 'desc')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** The name of a sweep that is being run; null where none is. */
export async function findRunning(database: Kysely<Tables>): Promise<string | null> {
  const row = await database.selectFrom('sweeps').select('name').where('state', '=', 'running').executeTakeFirst();
  return row?.name ?? null;
}

/** Throws 'not-found'. */
export async function findSweep(database: Kysely<Tables>, id: string): Promise<StoredSweep> {
  const row = await database.selectFrom('sweeps').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw notFound(id);
  const curves = await database
    .selectFrom('curves')
    .selectAll()
    .where('sweep_id', '=', id)
    .orderBy('position')
    .execute();
  return {
    summary: await findSummary(database, id),
    declaration: readJson(sweepDeclaration, row.declaration, `the declaration of the sweep '${id}'`),
    taskName: row.task_name,
    curves: curves.map(storedCurve),
  };
}

/** Throws 'not-found'. */
export async function findSummary(database: Kysely<Tables>, id: string): Promise<SweepSummary> {
  const row = await summaries(database).where('sweeps.id', '=', id).executeTakeFirst();
  if (row === undefined) throw notFound(id);
  return row;
}

/** A page of the sweeps that are not deleted, newest first. */
export async function listSweeps(
  database: Kysely<Tables>,
  page: {
    search: string;
    after: string | null;
    limit: number;
  },
): Promise<{ sweeps: SweepSummary[]; total: number }> {
  const pattern = `%${page.search.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
  const matching = sql<boolean>`(sweeps.name LIKE ${pattern} ESCAPE '\\' OR sweeps.task LIKE ${pattern} ESCAPE '\\'
    OR sweeps.id LIKE ${pattern} ESCAPE '\\' OR sweeps.declaration LIKE ${pattern} ESCAPE '\\')`;
  const counted = await database
    .selectFrom('sweeps')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .where('deleted', 'is', null)
    .where(matching)
    .executeTakeFirstOrThrow();
  let query = summaries(database).where('sweeps.deleted', 'is', null).where(matching);
  if (page.after !== null) {
    const last = await database.selectFrom('sweeps').select('sequence').where('id', '=', page.after).executeTakeFirst();
    if (last === undefined) throw notFound(page.after);
    query = query.where('sweeps.sequence', '<', last.sequence);
  }
  const sweeps = await query.orderBy('sweeps.sequence', 'desc').limit(page.limit).execute();
  return { sweeps, total: counted.total };
}

/** The runs of a sweep, or those named. */
export async function listRuns(
  database: Kysely<Tables>,
  sweepId: string,
  ids?: readonly string[],
): Promise<RunSummary[]> {
  let query = runSummaries(database).where('runs.sweep_id', '=', sweepId);
  if (ids !== undefined) query = query.where('runs.id', 'in', ids);
  return query.orderBy('curves.position').orderBy('runs.n').orderBy('runs.replicate').execute();
}

/** Runs with the columns of a summary. */
export function runSummaries(database: Kysely<Tables>) {
  return database
    .selectFrom('runs')
    .innerJoin('curves', 'curves.id', 'runs.curve_id')
    .select([
      'runs.id',
      'runs.sweep_id as sweepId',
      'runs.hash',
      'curves.label as curve',
      'curves.group_reference as group',
      'curves.trainer_reference as trainer',
      'runs.n',
      'runs.replicate',
      'runs.state',
      'runs.gap',
      'runs.standard_error as standardError',
      'runs.generalization',
      'runs.generalization_error as generalizationStandardError',
      'runs.seconds',
      'runs.memory',
      'runs.error',
    ]);
}

/** The finished runs of a curve. */
export async function finishedRuns(database: Kysely<Tables>, curveId: number): Promise<FinishedRun[]> {
  const rows = await database
    .selectFrom('runs')
    .select(['n', 'replicate', 'gap', 'standard_error', 'hypotheses'])
    .select(['generalization', 'generalization_error as generalizationStandardError'])
    .where('curve_id', '=', curveId)
    .where('state', '=', 'finished')
    .orderBy('n')
    .orderBy('replicate')
    .execute();
  return rows.flatMap(({ gap, standard_error, hypotheses: checks, ...row }) =>
    gap === null ? [] : [{ ...row, gap, standardError: standard_error ?? 0, hypotheses: readHypotheses(checks) }],
  );
}

function summaries(database: Kysely<Tables>) {
  return database
    .selectFrom('sweeps')
    .leftJoin('runs', 'runs.sweep_id', 'sweeps.id')
    .select(['sweeps.id', 'sweeps.name', 'sweeps.task', 'sweeps.created', 'sweeps.seconds', 'sweeps.backend'])
    .select(({ fn }) => fn.count<number>('runs.id').as('runs'))
    .select([
      sql<SweepState>`iif(sweeps.paused AND sweeps.state = 'interrupted', 'paused', sweeps.state)`.as('state'),
      sql<number>`coalesce(sum(runs.state = 'finished'), 0)`.as('finished'),
      sql<number>`coalesce(sum(runs.state = 'failed'), 0)`.as('failed'),
    ])
    .groupBy('sweeps.sequence');
}

export function readHypotheses(text: string | null) {
  return text === null ? null : readJson(hypotheses, text, 'the checks of a run');
}

function notFound(id: string): ExpectedError {
  return new ExpectedError('not-found', `There is no sweep '${id}' in this workspace.`);
}
