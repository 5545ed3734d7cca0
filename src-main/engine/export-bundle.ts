import { CancelledError } from '#core/errors';
import type { BundledPoints } from './bundle-format';
import { bundledPoints, bundleManifest, manifestName, namesIn } from './bundle-format';
import { describeSweep } from './export-sweep';
import type { BundleWriter } from './ports';
import type { JobOptions } from './worker-pool';
import type { Workspace } from './workspace';

/** Writes sweeps with everything but checkpoints; equal sweeps make equal bundles. */
export async function exportBundle(
  workspace: Workspace,
  ids: readonly string[],
  writer: BundleWriter,
  options: JobOptions,
): Promise<void> {
  const summaries = await Promise.all(ids.map((id) => workspace.summary(id)));
  const sweeps = summaries.map(({ id, name }) => ({ id, name }));
  await writer.add(manifestName, json(bundleManifest.parse({ format: 'gapscope-bundle', version: 1, sweeps })));
  const total = summaries.reduce((sum, { runs }) => sum + runs, 0);
  let done = 0;
  for (const [number, { id, name }] of sweeps.entries()) {
    const names = namesIn(number);
    const described = await describeSweep(workspace, id);
    await writer.add(names.sweep, json(described));
    const index: BundledPoints = [];
    await writer.addStored(
      names.points,
      (async function* () {
        for (const run of described.runs) {
          if (options.signal?.aborted === true) throw new CancelledError();
          options.onProgress?.({ step: `packing ${name}`, current: done++, total });
          if (run.state !== 'finished') continue;
          for (const { kind, points, dimension, values } of (await workspace.run(run.id)).points) {
            index.push({ run: run.id, kind, points, dimension });
            yield new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
          }
        }
      })(),
    );
    await writer.add(names.index, json(bundledPoints.parse(index)));
  }
}

function json(content: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(content, null, 2)}\n`);
}
