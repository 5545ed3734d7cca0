import type { Kysely } from 'kysely';
import type { NewSweep } from '../engine/workspace';
import type { Tables } from './tables';

/** Stores a planned sweep: its curves, its batches and their runs, all queued but those whose results are known. */
export async function insertSweep(transaction: Kysely<Tables>, sweep: NewSweep): Promise<void> {
  const { declaration } = sweep;
  await transaction
    .insertInto('sweeps')
    .values({
      id: sweep.id,
      name: declaration.name,
      task: declaration.task,
      declaration: JSON.stringify(declaration),
      declaration_hash: sweep.declarationHash,
      task_name: sweep.taskName,
      state: 'queued',
      created: sweep.created,
      backend: sweep.backend,
      ...{ deleted: null, owner: null, heartbeat: null },
    })
    .execute();
  const curveIds: number[] = [];
  for (const [position, curve] of sweep.curves.entries()) {
    const { id } = await transaction
      .insertInto('curves')
      .values({
        sweep_id: sweep.id,
        position,
        label: curve.label,
        group_reference: curve.group,
        trainer_reference: curve.trainer,
        result: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    curveIds.push(id);
  }
  for (const [position, batch] of sweep.batches.entries()) {
    const curveId = curveIds[batch.curve];
    if (curveId === undefined) throw new Error('A batch belongs to no curve.');
    const known = batch.runs.every((run) => run.reused !== undefined);
    const { id: batchId } = await transaction
      .insertInto('batches')
      .values({
        sweep_id: sweep.id,
        curve_id: curveId,
        position,
        state: known ? 'finished' : 'queued',
        owner: null,
        heartbeat: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    for (const { id, hash, n, replicate, reused } of batch.runs)
      await transaction
        .insertInto('runs')
        .values({
          ...{ id, sweep_id: sweep.id, curve_id: curveId, batch_id: batchId, hash, n, replicate },
          state: reused === undefined ? 'queued' : 'finished',
          gap: reused?.gap ?? null,
          standard_error: reused?.standardError ?? null,
          seconds: reused?.seconds ?? null,
          memory: reused?.memory ?? null,
          hypotheses: reused?.hypotheses ? JSON.stringify(reused.hypotheses) : null,
          error: null,
          reused_from: reused?.runId ?? null,
        })
        .execute();
  }
}
