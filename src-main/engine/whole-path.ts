import { isAbsolute, resolve } from 'node:path';
import { ExpectedError } from '#core/errors';

/** A path from the root, without detours. */
export function wholePath(path: string): string {
  if (!isAbsolute(path) || path.includes('\0'))
    throw new ExpectedError('invalid-input', `${path}: expected the whole path of a file, from its root.`);
  return resolve(path);
}
