import { readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { backends } from '#main/backends/registry';
import { createEngine, type Engine } from '#main/engine/create-engine';
import { bundles } from '#main/files/bundles';
import { listPresets } from '#main/engine/list-presets';
import { createWorkerPool } from '#main/engine/worker-pool';
import { recentWorkspaces } from '#main/files/recent-workspaces';
import { resourcePath } from '#main/files/resource-path';
import { listSamples } from '#main/files/samples';
import { storeUpload } from '#main/files/store-upload';
import { openTemporary, openWorkspace } from '#main/storage/open-workspace';
import packageJson from '../../../package.json' with { type: 'json' };
import { defaultWorkspace } from '../cli/default-workspace';
import { describeElectron } from './describe-electron';
import { describeGpu } from './describe-gpu';
import { forkWorker } from './fork-worker';

interface Options {
  readonly workspacePath: string;
}

/** The engine with its workers, its storage and its files; the workspace is opened when it is first needed. */
export function composeEngine({ workspacePath }: Options): Promise<Engine> {
  const cores = availableParallelism();
  const engine = createEngine({
    version: packageJson.version,
    workspacePath,
    openWorkspace,
    openTemporaryWorkspace: (path) => openTemporary(path),
    bundles,
    recentWorkspaces: recentWorkspaces(
      join(dirname(defaultWorkspace(process.env, process.platform)), 'recent-workspaces.json'),
    ),
    temporaryPath: (name) => join(tmpdir(), `gapscope-${name}`),
    readFile: async (path) => new Uint8Array(await readFile(path)),
    writeFile: (path, bytes) => writeFile(path, bytes, { mode: 0o600 }),
    removeFile: (path) => rm(path, { force: true }),
    measuring: createWorkerPool(1, () => forkWorker(cores)),
    interactive: createWorkerPool(1, () => forkWorker(cores)),
    // Processes of one thread each use the cores better than one with several.
    training: createWorkerPool(Math.max(1, cores), () => forkWorker(1)),
    backends: backends.all,
    listSamples: () => [...listSamples()],
    listPresets: () => listPresets(dirname(resourcePath('presets'))),
    storeUpload: (name, bytes) => storeUpload(join(dirname(workspacePath), 'uploads'), name, bytes),
    describeElectron,
    describeGpu,
  });
  return Promise.resolve(engine);
}
