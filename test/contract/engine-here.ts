import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { CancelledError } from '#core/errors';
import { backends } from '#main/backends/registry';
import { createEngine, type Engine } from '#main/engine/create-engine';
import type { JobPorts } from '#main/engine/jobs/job-ports';
import type { JobWork } from '#main/engine/jobs/job-work';
import { type JobKind, type JobRequests, type JobResults, runJob } from '#main/engine/jobs/run-job';
import { bundles } from '#main/files/bundles';
import { listPresets } from '#main/engine/list-presets';
import type { JobOptions, WorkerPool } from '#main/engine/worker-pool';
import type { Workspace } from '#main/engine/workspace';
import { openData } from '#main/files/open-data';
import { recentWorkspaces } from '#main/files/recent-workspaces';
import { listSamples } from '#main/files/samples';
import { openTemporary, openWorkspace } from '#main/storage/open-workspace';

const jobPorts: JobPorts = {
  openData,
  checkBackend: (id) => void (id === 'auto' || backends.get(id)),
  activateBackend: async () => {
    await setBackend('cpu');
    return { id: 'cpu', label: 'JavaScript' };
  },
  reportBackends: () => Promise.resolve([]),
  now: () => performance.now(),
};

/** What is done before a job of sweeps, in place of it where it answers. */
export type Training = (
  request: JobRequests['train'],
  options: JobOptions,
  run: () => Promise<JobResults['train']>,
) => Promise<JobResults['train']>;

/** Workers in this process: what is tested is the engine, not the processes. */
function poolHere(training?: Training): WorkerPool {
  const here = <Kind extends JobKind>(kind: Kind, request: JobRequests[Kind], options: JobOptions) => {
    const work: JobWork = {
      async checkpoint(progress) {
        await new Promise(setImmediate);
        if (options.signal?.aborted) throw new CancelledError();
        options.onProgress?.(progress);
      },
      tell: (note) => options.onNote?.(note),
    };
    return runJob(kind, request, jobPorts, work);
  };
  return {
    size: 2,
    run<Kind extends JobKind>(kind: Kind, request: JobRequests[Kind], options: JobOptions = {}) {
      if (kind !== 'train' || training === undefined) return here(kind, request, options);
      const batch = request as JobRequests['train'];
      // The kind was just looked at.
      return training(batch, options, () => here('train', batch, options)) as Promise<JobResults[Kind]>;
    },
    close: () => undefined,
  };
}

/** An engine in this process, with everything but the processes. */
export function engineHere(
  workspacePath: string,
  options: { readonly training?: Training; openWorkspace?(path: string): Promise<Workspace> } = {},
): Engine {
  return createEngine({
    version: '0.0.0',
    workspacePath,
    openWorkspace: options.openWorkspace ?? openWorkspace,
    openTemporaryWorkspace: (path) => openTemporary(path),
    bundles,
    recentWorkspaces: recentWorkspaces(`${workspacePath}.recent.json`),
    temporaryPath: (name) => join(tmpdir(), `gapscope-${name}`),
    readFile: async (path) => new Uint8Array(await readFile(path)),
    writeFile: (path, bytes) => writeFile(path, bytes, { mode: 0o600 }),
    removeFile: (path) => rm(path, { force: true }),
    measuring: poolHere(),
    interactive: poolHere(),
    training: poolHere(options.training),
    backends: backends.all,
    listSamples: () => [...listSamples()],
    listPresets: () => listPresets('resources'),
    storeUpload: (name) => Promise.resolve(name),
    describeElectron: () => ({ available: false, reason: 'Not looked for.' }),
    describeGpu: () => null,
  });
}
