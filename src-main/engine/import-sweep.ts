import type { SweepSummary } from '#contract/sweep';
import { ExpectedError } from '#core/errors';
import { contentHash } from '#core/sweep/hash';
import { exportedSweep } from './exported-sweep';
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
  const { sweep, declaration, taskName, curves, runs } = parsed.data;
  if (runs.some(({ curveIndex }) => curveIndex >= curves.length))
    throw new ExpectedError('malformed-file', 'Not a sweep exported by Gapscope: a run belongs to no curve.');
  const declarationHash = contentHash(declaration);
  await workspace.importSweep({ summary: sweep, declaration, declarationHash, taskName, curves, runs });
  return workspace.summary(sweep.id);
}
