import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ExpectedError } from '#core/errors';
import { readers } from './readers';

const largestUpload = 2 ** 28;

/**
 * Keeps a file that came from a browser in `folder`, under its name after a digest of its content, so that equal files are kept once
 * and no name can reach another place. Throws an ExpectedError for files that no reader accepts or that are larger than 256 MiB.
 * @returns the path to open it by
 */
export async function storeUpload(folder: string, name: string, bytes: Uint8Array): Promise<string> {
  if (bytes.length > largestUpload)
    throw new ExpectedError(
      'too-large',
      `The file has ${bytes.length} bytes; at most ${largestUpload} can be sent. Open it by its path instead.`,
    );
  const safeName = tidyName(name);
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  const path = join(folder, `${digest}-${safeName}`);
  if (!readers.some((reader) => reader.accepts({ path, name: safeName, kind: 'file', member: undefined })))
    throw new ExpectedError(
      'malformed-file',
      `'${safeName}' is of no known format; expected one of: ${readers.map((reader) => reader.label).join('; ')}.`,
    );
  await mkdir(folder, { recursive: true });
  const partial = join(folder, `.${randomUUID()}.partial`);
  await writeFile(partial, bytes, { mode: 0o600 });
  await rename(partial, path);
  return path;
}

/** The last part of a path, of letters, digits and a few signs only, with its ending kept. */
function tidyName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return last
    .replace(/[^\p{L}\p{N}._ -]/gu, '_')
    .replace(/^\.+/, '')
    .slice(-100);
}
