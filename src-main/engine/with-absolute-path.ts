import { isAbsolute, resolve } from 'node:path';
import type { SweepDeclaration } from '#contract/sweep';
import { formatReference, parseReference } from '#core/registry/reference';

/** The declaration with the whole path of its data set, so that it means the same wherever it is gone on with. */
export function withAbsolutePath(declaration: SweepDeclaration): SweepDeclaration {
  if (!declaration.task.startsWith('data-set?')) return declaration;
  const { id, parameters } = parseReference(declaration.task);
  const { path } = parameters;
  if (path === undefined || path === '' || isAbsolute(path) || /^(sample|task):/.test(path)) return declaration;
  return { ...declaration, task: formatReference({ id, parameters: { ...parameters, path: resolve(path) } }) };
}
