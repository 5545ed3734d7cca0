import type { Handlers } from '#contract/commands';
import type { RunTable } from './run-table';
import { runsAsCsv } from './runs-csv';
import type { Workspace } from './workspace';

type RunCommand = Extract<keyof Handlers, `runs.${string}` | `views.${string}`> | 'sweeps.tag' | 'sweeps.note';

const done = { ok: true } as const;

/** What the commands of the table of all runs do. */
export function runHandlers(openWorkspace: () => Promise<Workspace>): Pick<Handlers, RunCommand> {
  const table = async (): Promise<RunTable> => (await openWorkspace()).runTable;
  const now = (): string => new Date().toISOString();
  return {
    'runs.query': async (request) => (await table()).query(request),
    'runs.order': async ({ filter, sort }) => ({ keys: await (await table()).order(filter, sort) }),
    'runs.rows': async ({ keys, columns }) => (await table()).rows(keys, columns),
    'runs.columns': async () => (await table()).columns(),
    'runs.groups': async ({ filter, by, columns }) => (await table()).groups(filter, by, columns),
    'runs.sweeps': async ({ keys }) => (await table()).sweepsOf(keys),
    'runs.csv': async ({ keys, header }) => ({ text: await runsAsCsv(await table(), keys, header) }),
    'runs.tag': async ({ keys, tag, present }) => ({ changed: await (await table()).tagRuns(keys, tag, present) }),
    'runs.note': async ({ id, text }) => {
      await (await table()).noteRun(id, text, now());
      return done;
    },
    'sweeps.tag': async ({ ids, tag, present }) => ({ changed: await (await table()).tagSweeps(ids, tag, present) }),
    'sweeps.note': async ({ id, text }) => {
      await (await table()).noteSweep(id, text, now());
      return done;
    },
    'views.list': async () => (await table()).views(),
    'views.save': async (view) => {
      await (await table()).saveView(view);
      return done;
    },
    'views.delete': async ({ id }) => {
      await (await table()).deleteView(id);
      return done;
    },
  };
}
