import type { Kysely } from 'kysely';
import { ExpectedError } from '#core/errors';
import type { ImportedSweep } from '../engine/workspace';
import type { Tables } from './tables';

/** Stores a sweep with the results that it already has; what is not finished can be resumed here. */
export async function importSweep(transaction: Kysely<Tables>, sweep: ImportedSweep): Promise<void> {
  const { summary, declaration } = sweep;
  const known = await transaction
    .selectFrom('sweeps')
    .select('deleted')
    .where('id', '=', summary.id)
    .executeTakeFirst();
  if (known !== undefined)
    throw new ExpectedError(
      'invalid-input',
      known.deleted === null
        ? `The sweep '${summary.id}' is already in this workspace.`
        : `The sweep '${summary.id}' is in this workspace, but deleted; history restore ${summary.id} brings it back.`,
    );
  await transaction
    .insertInto('sweeps')
    .values({
      ...{ id: summary.id, name: summary.name, task: summary.task, created: summary.created },
      ...{ seconds: summary.seconds, backend: summary.backend, deleted: null },
      state: summary.state === 'running' || summary.state === 'queued' ? 'interrupted' : summary.state,
      declaration: JSON.stringify(declaration),
      declaration_hash: sweep.declarationHash,
      task_name: sweep.taskName,
    })
    .execute();
  for (const [position, curve] of sweep.curves.entries()) {
    const { id: curveId } = await transaction
      .insertInto('curves')
      .values({
        ...{ sweep_id: summary.id, position, label: curve.label },
        ...{ group_reference: curve.group, trainer_reference: curve.trainer },
        result: curve.result === null ? null : JSON.stringify(curve.result),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const runs = sweep.runs.filter((run) => run.curveIndex === position);
    const { id: batchId } = await transaction
      .insertInto('batches')
      .values({
        ...{ sweep_id: summary.id, curve_id: curveId, position, owner: null, heartbeat: null },
        state: runs.every((run) => run.state === 'finished') ? 'finished' : 'interrupted',
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    for (const run of runs)
      await transaction
        .insertInto('runs')
        .values({
          ...{ id: run.id, sweep_id: summary.id, curve_id: curveId, batch_id: batchId, hash: run.hash, n: run.n },
          ...{ replicate: run.replicate, gap: run.gap, standard_error: run.standardError, seconds: run.seconds },
          state: run.state === 'running' || run.state === 'queued' ? 'interrupted' : run.state,
          hypotheses: run.hypotheses === null ? null : JSON.stringify(run.hypotheses),
          error: run.error,
          reused_from: null,
        })
        .execute();
  }
}
