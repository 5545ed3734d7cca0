import type { Kysely } from 'kysely';
import type { RunState } from '#contract/sweep';
import { ExpectedError } from '#core/errors';
import type { ImportedSweep } from '../engine/imported-sweep';
import { storeAnnotations } from './sweep-annotations';
import { storePoints, storeSeries } from './store-blobs';
import { insertSettings } from './curve-settings';
import { addLog } from './sweep-log';
import type { Tables } from './tables';

/** Stores a sweep with the results that it already has; what is not finished can be resumed here. One that is here, but deleted, is brought back. */
export async function importSweep(transaction: Kysely<Tables>, sweep: ImportedSweep): Promise<void> {
  const { summary, declaration } = sweep;
  if (await bringBack(transaction, sweep)) return;
  await transaction
    .insertInto('sweeps')
    .values({
      ...{ id: summary.id, name: summary.name, task: summary.task, created: summary.created },
      ...{ seconds: summary.seconds, backend: summary.backend, deleted: null, owner: null, heartbeat: null },
      state: summary.state === 'paused' ? 'interrupted' : atRest(summary.state),
      paused: summary.state === 'paused' ? 1 : 0,
      declaration: JSON.stringify(declaration),
      declaration_hash: sweep.declarationHash,
      task_name: sweep.taskName,
    })
    .execute();
  const curveIds: number[] = [];
  for (const [position, curve] of sweep.curves.entries()) {
    const { id } = await transaction
      .insertInto('curves')
      .values({
        ...{ sweep_id: summary.id, position, label: curve.label },
        ...{ group_reference: curve.group, trainer_reference: curve.trainer },
        result: curve.result === null ? null : JSON.stringify(curve.result),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await insertSettings(transaction, id, { task: declaration.task, declaration, ...curve });
    curveIds.push(id);
  }
  for (const [position, { curve, runs }] of sweep.batches.entries()) {
    const curveId = curveIds[curve];
    if (curveId === undefined) throw new Error('A batch belongs to no curve.');
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
          memory: run.memory,
          generalization: run.generalization,
          generalization_error: run.generalizationStandardError,
          state: atRest(run.state),
          hypotheses: run.hypotheses === null ? null : JSON.stringify(run.hypotheses),
          error: run.error,
          reused_from: null,
        })
        .execute();
    for (const run of runs) await storeSeries(transaction, run.id, run.series);
  }
  if (sweep.annotations !== undefined) await storeAnnotations(transaction, summary.id, sweep.annotations);
  await addLog(transaction, summary.id, sweep.log ?? []);
  for await (const { run, ...points } of sweep.points ?? []) await storePoints(transaction, run, [points]);
}

/** Nothing of it is being worked on here. */
function atRest(state: RunState): RunState {
  return state === 'running' || state === 'queued' ? 'interrupted' : state;
}

/** Whether the sweep was here, but deleted. */
async function bringBack(
  transaction: Kysely<Tables>,
  { summary, declarationHash, batches }: ImportedSweep,
): Promise<boolean> {
  const known = await transaction
    .selectFrom('sweeps')
    .select(['deleted', 'declaration_hash'])
    .where('id', '=', summary.id)
    .executeTakeFirst();
  if (known?.deleted === null)
    throw new ExpectedError('invalid-input', `The sweep '${summary.id}' is already in this workspace.`);
  if (known !== undefined && known.declaration_hash !== declarationHash)
    throw new ExpectedError(
      'invalid-input',
      `Another sweep with the id '${summary.id}' is in this workspace, but deleted; history restore ${summary.id} brings that one back.`,
    );
  if (known === undefined) {
    await refuseKnownRuns(
      transaction,
      batches.flatMap(({ runs }) => runs.map(({ id }) => id)),
    );
    return false;
  }
  await transaction.updateTable('sweeps').set({ deleted: null }).where('id', '=', summary.id).execute();
  return true;
}

/** SQLite's limit on the variables of a statement is far above this. */
const idsAtOnce = 500;

async function refuseKnownRuns(transaction: Kysely<Tables>, ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += idsAtOnce) {
    const row = await transaction
      .selectFrom('runs')
      .select(['id', 'sweep_id'])
      .where('id', 'in', ids.slice(from, from + idsAtOnce))
      .executeTakeFirst();
    if (row !== undefined)
      throw new ExpectedError(
        'invalid-input',
        `The run '${row.id}' of the file is already in this workspace, in the sweep '${row.sweep_id}'.`,
      );
  }
}
