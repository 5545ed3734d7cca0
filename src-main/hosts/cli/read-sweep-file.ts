import { readFile } from 'node:fs/promises';
import { type SweepDeclaration, sweepDeclaration } from '#contract/sweep';
import { ExpectedError } from '#core/errors';
import { UsageError } from './usage-error';

/** The declaration in a sweep file. */
export async function readSweepFile(path: string): Promise<SweepDeclaration> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new UsageError(`${path}: there is no such file, or it may not be read; expected a sweep as JSON.`);
  });
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new UsageError(`${path}: is not JSON (${error instanceof Error ? error.message : ''}).`);
  }
  const parsed = sweepDeclaration.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.map(String).join('.') ?? '';
  const known = Object.keys(sweepDeclaration.shape).join(', ');
  if (issue?.code === 'unrecognized_keys' && where === '')
    throw new UsageError(
      `${path}: unknown field ${issue.keys.map((key) => `'${key}'`).join(', ')}; expected ${known}.`,
    );
  if (where === 'sizes' || where.startsWith('sizes.'))
    throw new UsageError(
      `${path}: sizes: expected whole numbers of at least 1, as a list or as {"from", "to", "count"}.`,
    );
  throw new UsageError(`${path}: ${where === '' ? '' : `${where}: `}${issue?.message ?? 'invalid'}.`);
}

/** An error of the engine, with the file's name where it is about one of the declaration's fields. */
export function namingSweepFile(path: string, error: unknown): unknown {
  const field = error instanceof ExpectedError ? /^(\w+)(\.\w+)*: /.exec(error.message)?.[1] : undefined;
  return error instanceof ExpectedError && field !== undefined && Object.hasOwn(sweepDeclaration.shape, field)
    ? new ExpectedError(error.code, `${path}: ${error.message}`, { cause: error })
    : error;
}
