import type { Kysely } from 'kysely';
import type { NewSweep } from '../engine/workspace';
import type { Tables } from './tables';

/** Where batches are put. */
interface Place {
  readonly sweepId: string;
  /** Of the sweep's curves, in order. */
  readonly curveIds: readonly number[];
  /** Position of the first. */
  readonly from: number;
}

/** Stores planned batches and their runs, all queued but those whose results are known. */
export async function insertBatches(
  transaction: Kysely<Tables>,
  { sweepId, curveIds, from }: Place,
  batches: NewSweep['batches'],
): Promise<void> {
  for (const [index, batch] of batches.entries()) {
    const curveId = curveIds[batch.curve];
    if (curveId === undefined) throw new Error('A batch belongs to no curve.');
    const known = batch.runs.every((run) => run.reused !== undefined);
    const { id: batchId } = await transaction
      .insertInto('batches')
      .values({
        ...{ sweep_id: sweepId, curve_id: curveId, position: from + index, owner: null, heartbeat: null },
        state: known ? 'finished' : 'queued',
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    for (const { id, hash, n, replicate, reused } of batch.runs) {
      await transaction
        .insertInto('runs')
        .values({
          ...{ id, sweep_id: sweepId, curve_id: curveId, batch_id: batchId, hash, n, replicate },
          state: reused === undefined ? 'queued' : 'finished',
          gap: reused?.gap ?? null,
          standard_error: reused?.standardError ?? null,
          generalization: reused?.generalization ?? null,
          generalization_error: reused?.generalizationStandardError ?? null,
          seconds: reused?.seconds ?? null,
          memory: reused?.memory ?? null,
          hypotheses: reused?.hypotheses ? JSON.stringify(reused.hypotheses) : null,
          error: null,
          reused_from: reused?.runId ?? null,
        })
        .execute();
      if (reused !== undefined) await copySummaries(transaction, reused.runId, id);
    }
  }
}

/** The series themselves stay with the run that they were recorded of. */
async function copySummaries(transaction: Kysely<Tables>, from: string, to: string): Promise<void> {
  await transaction
    .insertInto('metric_summaries')
    .columns(['run_id', 'name', 'last', 'lowest', 'highest'])
    .expression((query) =>
      query
        .selectFrom('metric_summaries')
        .select((expression) => [expression.val(to).as('run_id'), 'name', 'last', 'lowest', 'highest'])
        .where('run_id', '=', from),
    )
    .execute();
}
