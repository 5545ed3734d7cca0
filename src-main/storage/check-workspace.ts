import type { Database } from 'better-sqlite3';
import { type Kysely, sql } from 'kysely';
import type { z } from 'zod';
import { hypotheses, sweepCurve } from '#contract/results';
import { sweepDeclaration } from '#contract/sweep';
import { problemOfJson } from './read-json';
import type { Tables } from './tables';

/** What is wrong with a workspace: damaged pages, broken references, stored points of the wrong length, records that cannot be read. */
export async function checkWorkspace(database: Kysely<Tables>, connection: Database): Promise<string[]> {
  const problems: string[] = [];
  const integrity = connection.prepare('PRAGMA integrity_check').pluck().all().map(String);
  problems.push(...integrity.filter((line) => line !== 'ok').map((line) => `Integrity: ${line}.`));
  const broken = connection.prepare('SELECT "table", parent FROM pragma_foreign_key_check').raw().all();
  problems.push(...broken.map((row) => `A record refers to one that is missing: ${String(row)}.`));
  const orphans = await database
    .selectFrom('blobs')
    .leftJoin('blob_chunks', 'blob_chunks.blob_id', 'blobs.id')
    .select(['blobs.id', 'blobs.points', 'blobs.dimension'])
    .select(sql<number>`coalesce(sum(length(blob_chunks.bytes)), 0)`.as('stored'))
    .groupBy('blobs.id')
    .execute();
  for (const { id, points, dimension, stored } of orphans)
    if (stored !== points * dimension * 4)
      problems.push(
        `Stored points ${String(id)} have ${String(stored)} bytes; expected ${String(points * dimension * 4)}.`,
      );
  const checkpoints = await database
    .selectFrom('checkpoints')
    .leftJoin('checkpoint_chunks', 'checkpoint_chunks.checkpoint_id', 'checkpoints.id')
    .select(['checkpoints.id', 'checkpoints.bytes'])
    .select(sql<number>`coalesce(sum(length(checkpoint_chunks.bytes)), 0)`.as('stored'))
    .groupBy('checkpoints.id')
    .execute();
  for (const { id, bytes, stored } of checkpoints)
    if (stored !== bytes)
      problems.push(`The checkpoint ${String(id)} has ${String(stored)} bytes; expected ${String(bytes)}.`);
  problems.push(...(await brokenRecords(database)));
  return problems;
}

/** Records whose JSON cannot be read any more. */
async function brokenRecords(database: Kysely<Tables>): Promise<string[]> {
  const problems: string[] = [];
  const note = (what: string, schema: z.ZodType, text: string | null): void => {
    const problem = text === null ? undefined : problemOfJson(schema, text);
    if (problem !== undefined) problems.push(`${what} is broken: ${problem}.`);
  };
  for (const { id, declaration } of await database.selectFrom('sweeps').select(['id', 'declaration']).execute())
    note(`The declaration of the sweep ${id}`, sweepDeclaration, declaration);
  const curves = await database.selectFrom('curves').select(['sweep_id', 'label', 'result']).execute();
  for (const { sweep_id, label, result } of curves)
    note(`The curve '${label}' of the sweep ${sweep_id}`, sweepCurve, result);
  const runs = database.selectFrom('runs').select(['id', 'hypotheses']).where('hypotheses', 'is not', null);
  for (const { id, hypotheses: checks } of await runs.execute())
    note(`The checks of the run ${id}`, hypotheses, checks);
  return problems;
}
