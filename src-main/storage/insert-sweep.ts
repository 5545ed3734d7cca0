import type { Kysely } from 'kysely';
import type { NewSweep } from '../engine/workspace';
import { insertBatches } from './insert-batches';
import { insertSettings } from './curve-settings';
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
    await insertSettings(transaction, id, { task: declaration.task, declaration, ...curve });
    curveIds.push(id);
  }
  await insertBatches(transaction, { sweepId: sweep.id, curveIds, from: 0 }, sweep.batches);
}
