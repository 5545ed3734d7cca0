import type { Handlers } from '#contract/commands';
import { packBundle, unpackBundle } from './bundle-commands';
import type { EventBus } from './event-bus';
import { examine } from './examine';
import { exportSweep } from './export-sweep';
import { importSweep } from './import-sweep';
import type { JobsInProgress } from './jobs-in-progress';
import { listExtensions } from './list-extensions';
import type { EnginePorts } from './ports';
import { measureRunOrbits, showRun } from './run-orbits';
import { runHandlers } from './run-handlers';
import type { Sweeps } from './sweeps';
import type { Workspace } from './workspace';
import type { Workspaces } from './workspaces';

interface Services {
  readonly ports: EnginePorts;
  readonly events: EventBus;
  readonly jobs: JobsInProgress;
  readonly sweeps: Sweeps;
  readonly workspaces: Workspaces;
  openWorkspace(): Promise<Workspace>;
}

const done = { ok: true } as const;

/** What each command does. */
export function createHandlers({ ports, events, jobs, sweeps, workspaces, openWorkspace }: Services): Handlers {
  const { interactive } = ports;
  async function setDeleted(sweepId: string, deleted: string | null): Promise<typeof done> {
    await (await openWorkspace()).setDeleted(sweepId, deleted);
    events.emit('sweep.deleted', { sweepId, deleted: deleted !== null });
    return done;
  }
  return {
    'registry.list': ({ kind }) => Promise.resolve(listExtensions(kind, ports.backends)),
    doctor: () => examine(ports, workspaces.path, openWorkspace),
    'data.samples': () => Promise.resolve(ports.listSamples()),
    'data.inspect': ({ job, data }) => jobs.run(job, (options) => interactive.run('inspect', data, options)),
    'data.upload': async ({ name, bytes }) => ({ source: await ports.storeUpload(name, bytes) }),
    predict: (request) => interactive.run('predict', request),
    measure: (request) =>
      jobs.run(request.job, (options) =>
        ports.measuring.run('measure', request, {
          ...options,
          onNote(note) {
            if (note.kind === 'curve') events.emit('measure.curve', { job: request.job, ...note.curve });
          },
        }),
      ),
    advise: (request) => jobs.run(request.job, (options) => ports.measuring.run('advise', request, options)),
    'orbits.show': (request) =>
      jobs.run(request.job, async (options) => showRun(await openWorkspace(), interactive, request, options)),
    'orbits.measure': (request) =>
      jobs.run(request.job, async (options) =>
        measureRunOrbits(await openWorkspace(), ports.measuring, request, options),
      ),
    'job.cancel': ({ job }) => {
      jobs.cancel(job);
      return Promise.resolve(done);
    },
    'sweep.preview': ({ declaration }) => sweeps.preview(declaration),
    'sweep.start': ({ declaration, again }) => sweeps.start(declaration, again),
    'sweep.pause': ({ id }) => sweeps.stop(id, 'paused'),
    'sweep.cancel': ({ id }) => sweeps.stop(id, 'cancelled'),
    'sweep.resume': ({ id, only }) => sweeps.resume(id, only),
    'sweep.extend': ({ id, ...extension }) => sweeps.extend(id, extension),
    'history.list': async (page) => (await openWorkspace()).list(page),
    'history.show': ({ id }) => sweeps.report(id),
    'history.runs': async ({ id }) => (await openWorkspace()).runs(id),
    'history.log': ({ id }) => sweeps.log(id),
    'history.series': ({ id, runs }) => sweeps.series(id, runs),
    'history.delete': ({ id }) => setDeleted(id, new Date().toISOString()),
    'history.restore': ({ id }) => setDeleted(id, null),
    'history.export': async ({ id, format }) => exportSweep(await openWorkspace(), id, format),
    'history.import': async ({ text }) => importSweep(await openWorkspace(), text),
    'history.bundle': (request) =>
      jobs.run(request.job, async (options) => packBundle(ports, await openWorkspace(), request, options)),
    'history.importBundle': (request) =>
      jobs.run(request.job, async (options) => {
        const { imported, known } = await unpackBundle(ports, await openWorkspace(), request, options);
        return { imported: [...imported], known: [...known] };
      }),
    'history.check': async () => {
      const problems = await (await openWorkspace()).check();
      return { ok: problems.length === 0, problems };
    },
    'workspace.current': () => workspaces.current(),
    'workspace.describe': () => workspaces.describe(),
    'workspace.open': (request) => workspaces.open(request),
    'workspace.recent': () => workspaces.recent(),
    'workspace.forget': async ({ path }) => {
      await workspaces.forget(path);
      return done;
    },
    'workspace.backup': (request) => jobs.run(request.job, (options) => workspaces.backUp(request, options)),
    'workspace.download': ({ job }) => jobs.run(job, (options) => workspaces.download(options)),
    'workspace.compact': () => workspaces.compact(),
    ...runHandlers(openWorkspace),
    'presets.list': () => ports.listPresets(),
  };
}
