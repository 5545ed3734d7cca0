import type { Kysely } from 'kysely';
import type { RunSeries } from '../engine/workspace';
import type { Tables } from './tables';

/** SQLite's limit on the variables of a statement is far above this. */
const runsAtOnce = 500;

/** What was recorded over the training of these runs; of one that was taken over from another sweep, what was recorded there. */
export async function runSeries(database: Kysely<Tables>, runIds: readonly string[]): Promise<RunSeries[]> {
  const found: RunSeries[] = [];
  for (let from = 0; from < runIds.length; from += runsAtOnce)
    found.push(...(await seriesOf(database, runIds.slice(from, from + runsAtOnce))));
  return found;
}

async function seriesOf(database: Kysely<Tables>, ids: readonly string[]): Promise<RunSeries[]> {
  const rows = await database
    // A run may be taken over from one that was taken over itself.
    .withRecursive('origin(id, source)', (query) =>
      query
        .selectFrom('runs')
        .select(['id', 'id as source'])
        .where('id', 'in', ids)
        .unionAll(
          query
            .selectFrom('origin')
            .innerJoin('runs', 'runs.id', 'origin.source')
            .where('runs.reused_from', 'is not', null)
            .select(['origin.id', 'runs.reused_from as source'])
            .$narrowType<{ source: string }>(),
        ),
    )
    .selectFrom('origin')
    .innerJoin('metrics', 'metrics.run_id', 'origin.source')
    .select(['origin.id', 'metrics.name', 'metrics.step', 'metrics.value'])
    .orderBy('metrics.step')
    .execute();
  const series = new Map<string, { id: string; name: string; steps: number[]; values: number[] }>();
  for (const { id, name, step, value } of rows) {
    const key = JSON.stringify([id, name]);
    const known = series.get(key) ?? { id, name, steps: [], values: [] };
    known.steps.push(step);
    known.values.push(value);
    series.set(key, known);
  }
  const places = new Map(ids.map((id, place) => [id, place]));
  return [...series.values()].sort((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0));
}
