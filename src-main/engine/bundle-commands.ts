import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { CheckedRequestOf, ResponseOf } from '#contract/commands';
import { ExpectedError } from '#core/errors';
import { bundleEnding } from './bundle-format';
import { exportBundle } from './export-bundle';
import { fileName } from './export-sweep';
import { importBundle, type ImportedBundle } from './import-bundle';
import type { EnginePorts } from './ports';
import { wholePath } from './whole-path';
import type { JobOptions } from './worker-pool';
import type { Workspace } from './workspace';

/** What is sent to a window in one message. */
const largestMessage = 2 ** 27;

/** Packs sweeps into a bundle, at a path or to be sent. */
export async function packBundle(
  ports: EnginePorts,
  workspace: Workspace,
  { ids, path, replace }: CheckedRequestOf<'history.bundle'>,
  options: JobOptions,
): Promise<ResponseOf<'history.bundle'>> {
  const [first] = await Promise.all(ids.map((id) => workspace.summary(id)));
  const name = `${ids.length === 1 ? fileName(first?.name ?? '') : `${String(ids.length)}-sweeps`}${bundleEnding}`;
  const target = path === null ? null : wholePath(path);
  if (target !== null) await expectFree(ports, target, replace);
  const partial =
    target === null ? ports.temporaryPath(`${randomUUID()}.zip`) : `${target}.${randomUUID().slice(0, 8)}.partial`;
  try {
    const size = await write(ports, workspace, ids, partial, options);
    if (target !== null) {
      await ports.bundles.move(partial, target);
      return { name: basename(target), path: target, bytes: null, size };
    }
    if (size > largestMessage)
      throw new ExpectedError(
        'too-large',
        `The bundle has ${String(size)} bytes; at most ${String(largestMessage)} can be sent. Write it to a file by its path, or by gapscope history export.`,
      );
    return { name, path: null, bytes: await ports.readFile(partial), size };
  } finally {
    await ports.removeFile(partial);
  }
}

async function write(
  ports: EnginePorts,
  workspace: Workspace,
  ids: readonly string[],
  path: string,
  options: JobOptions,
): Promise<number> {
  const writer = await ports.bundles.write(path).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ExpectedError('unavailable', `${path}: cannot be written (${reason}).`, { cause });
  });
  try {
    await exportBundle(workspace, ids, writer, options);
  } catch (error) {
    await writer.abandon();
    throw error;
  }
  return writer.finish();
}

async function expectFree({ bundles }: EnginePorts, path: string, replace: boolean): Promise<void> {
  if (!bundles.exists(path)) return;
  if (!replace) throw new ExpectedError('invalid-input', `${path}: is there already; expected a new file.`);
  if (!(await bundles.isBundle(path)))
    throw new ExpectedError('invalid-input', `${path}: is no bundle, and is not replaced.`);
}

/** Puts the sweeps of a bundle in the workspace. */
export async function unpackBundle(
  ports: EnginePorts,
  workspace: Workspace,
  { path, bytes }: Pick<CheckedRequestOf<'history.importBundle'>, 'path' | 'bytes'>,
  options: JobOptions,
): Promise<ImportedBundle> {
  if (path !== undefined) return unpackFile(ports, workspace, wholePath(path), options);
  const temporary = ports.temporaryPath(`${randomUUID()}.zip`);
  try {
    await ports.writeFile(temporary, bytes ?? new Uint8Array());
    return await unpackFile(ports, workspace, temporary, options);
  } finally {
    await ports.removeFile(temporary);
  }
}

async function unpackFile(
  { bundles }: EnginePorts,
  workspace: Workspace,
  path: string,
  options: JobOptions,
): Promise<ImportedBundle> {
  if (!bundles.exists(path)) throw new ExpectedError('not-found', `${path}: there is no such file.`);
  const reader = await bundles.read(path);
  try {
    return await importBundle(workspace, reader, options);
  } finally {
    reader.close();
  }
}
