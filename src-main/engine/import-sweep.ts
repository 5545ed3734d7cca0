import type { SweepDeclaration, SweepSummary } from '#contract/sweep';
import { ExpectedError } from '#core/errors';
import { contentHash } from '#core/sweep/hash';
import { batchRunsOf } from '#core/sweep/batches';
import type { Trainer } from '#core/trainers/define-trainer';
import { resolveTrainer } from '#core/trainers/registry';
import { exportedSweep, type ExportedSweep } from './exported-sweep';
import { inconsistencyOf } from './inconsistency-of';
import type { ImportedSweep } from './imported-sweep';
import type { Workspace } from './workspace';

/**
 * Puts a sweep that was exported as JSON in this workspace, under the same id.
 * @throws ExpectedError('malformed-file') where the text is no such export
 */
export async function importSweep(workspace: Workspace, text: string): Promise<SweepSummary> {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw new ExpectedError('malformed-file', 'The file is not JSON; expected a sweep exported by Gapscope.', {
      cause,
    });
  }
  const parsed = exportedSweep.safeParse(content);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.map(String).join('.') || 'the file';
    throw new ExpectedError(
      'malformed-file',
      `Not a sweep exported by Gapscope: ${where}: ${issue?.message ?? 'invalid'}.`,
    );
  }
  const described = checkedSweep(parsed.data);
  await workspace.importSweep(importedSweep(described));
  return workspace.summary(described.sweep.id);
}

/** The same, where nothing in it contradicts the rest. */
export function checkedSweep(described: ExportedSweep): ExportedSweep {
  const inconsistency = inconsistencyOf(described);
  if (inconsistency !== undefined)
    throw new ExpectedError('malformed-file', `Not a sweep exported by Gapscope: ${inconsistency}.`);
  return described;
}

/** As it is stored, without points. */
export function importedSweep({
  sweep,
  declaration,
  taskName,
  curves,
  runs,
  annotations,
  log,
}: ExportedSweep): ImportedSweep {
  return {
    summary: sweep,
    declaration,
    declarationHash: contentHash(declaration),
    taskName,
    curves,
    batches: curves.flatMap(({ trainer }, curve) => batchesOf(curve, trainer, runs, declaration)),
    annotations,
    log,
  };
}

/** As they would be planned, so that what is left can be done in parts. */
function batchesOf(
  curve: number,
  trainer: string,
  runs: ExportedSweep['runs'],
  declaration: SweepDeclaration,
): ImportedSweep['batches'] {
  const own = runs
    .filter(({ curveIndex }) => curveIndex === curve)
    .sort((a, b) => a.n - b.n || a.replicate - b.replicate);
  const { replicas = false } = known(trainer) ?? {};
  return batchRunsOf(own, { replicas }, declaration).map((batch) => ({ curve, runs: batch }));
}

/** Undefined for an algorithm that this version does not have; its results are worth showing all the same. */
function known(trainer: string): Trainer | undefined {
  try {
    return resolveTrainer(trainer).trainer;
  } catch (error) {
    if (error instanceof ExpectedError) return undefined;
    throw error;
  }
}
