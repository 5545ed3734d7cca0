import type { Kysely } from 'kysely';
import type { KnownTime } from '#core/sweep/expected-time';
import type { Tables } from './tables';

/** Curves that are looked at, the newest: older ones say no more, and a long history is not to be read for a guess. */
const newest = 200;

/**
 * What the runs of these algorithms took on a backend: means by task, group, trainer and size, of runs that were really done.
 * @param algorithms - ids of trainers
 */
export async function runTimes(
  database: Kysely<Tables>,
  algorithms: readonly string[],
  backend: string,
): Promise<readonly KnownTime[]> {
  if (algorithms.length === 0) return [];
  const curves = database
    .selectFrom('curves')
    .innerJoin('sweeps', 'sweeps.id', 'curves.sweep_id')
    .select('curves.id')
    .where('sweeps.backend', '=', backend)
    .where(({ eb, or }) =>
      or(
        algorithms.flatMap((id) => [
          eb('curves.trainer_reference', '=', id),
          eb('curves.trainer_reference', 'like', `${id}?%`),
        ]),
      ),
    )
    .orderBy('curves.id', 'desc')
    .limit(newest);
  return database
    .selectFrom('runs')
    .innerJoin('curves', 'curves.id', 'runs.curve_id')
    .innerJoin('sweeps', 'sweeps.id', 'runs.sweep_id')
    .select(['sweeps.task', 'curves.group_reference as group', 'curves.trainer_reference as trainer', 'runs.n'])
    .select(({ fn }) => [fn.avg<number>('runs.seconds').as('seconds'), fn.count<number>('runs.id').as('runs')])
    .where('runs.curve_id', 'in', curves)
    .where('runs.state', '=', 'finished')
    .where('runs.reused_from', 'is', null)
    .where('runs.seconds', 'is not', null)
    .groupBy(['sweeps.task', 'curves.group_reference', 'curves.trainer_reference', 'runs.n'])
    .execute();
}
