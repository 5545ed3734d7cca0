import { fileName } from '../files/file-kind';
import type { Action } from './action';
import type { ActionContext } from './action-context';
import { handlerOf } from './action-handlers';

/** The File menu: what comes in and what goes out. */
export function fileActions(context: ActionContext): Action[] {
  const { files, recent, workspaces, shell } = context;
  const common = { menu: 'file', enabled: true } as const;
  const exporting = handlerOf('file.export');
  return [
    {
      ...common,
      ...{ id: 'file.new-sweep', title: 'New sweep', section: 0, accelerator: 'CmdOrCtrl+N' },
      run: () => newSweep(context),
    },
    {
      ...common,
      ...{ id: 'file.open-data', title: 'Open data…', section: 1, accelerator: 'CmdOrCtrl+O' },
      run: () => openData(context),
    },
    ...(shell === undefined
      ? []
      : [
          {
            ...common,
            ...{ id: 'file.open-folder', title: 'Open folder of images…', section: 1 },
            run: async () => openChosen(context, await shell.chooseFile('folder')),
          },
        ]),
    ...recent.paths.value.map((path) => ({
      ...common,
      ...{ id: `file.recent:${path}`, title: fileName(path), section: 1, submenu: 'Open recent', hint: path },
      run: () => files.openPaths([path]),
    })),
    {
      ...common,
      ...{ id: 'file.forget-recent', title: 'Clear list', section: 1, submenu: 'Open recent' },
      enabled: recent.paths.value.length > 0,
      run: () => recent.forget(),
    },
    ...(shell === undefined
      ? []
      : [
          {
            ...common,
            ...{ id: 'file.open-workspace', title: 'Open workspace…', section: 1, accelerator: 'CmdOrCtrl+Shift+O' },
            run: async () => openChosen(context, await shell.chooseFile('workspace')),
          },
        ]),
    ...workspaces.value.map((path) => ({
      ...common,
      ...{
        id: `file.workspace:${path}`,
        title: fileName(path),
        section: 1,
        submenu: 'Open recent workspace',
        hint: path,
      },
      run: () => files.openPaths([path]),
    })),
    {
      ...common,
      ...{ id: 'file.import', title: 'Import sweeps…', section: 2, accelerator: 'CmdOrCtrl+I' },
      run: async () => files.openFiles(await context.chooseFiles('.json,.zip')),
    },
    {
      ...common,
      ...{ id: 'file.export', title: exporting?.title?.() ?? 'Export…', section: 2, accelerator: 'CmdOrCtrl+E' },
      enabled: exporting?.enabled() ?? false,
      run: () => exporting?.run(),
    },
    ...(shell === undefined
      ? []
      : [
          {
            ...common,
            ...{ id: 'file.quit', title: 'Quit Gapscope', section: 3, accelerator: 'CmdOrCtrl+Q' },
            run: () => shell.command('quit'),
          },
        ]),
  ];
}

async function newSweep({ router }: ActionContext): Promise<void> {
  const [{ firstDeclaration }, { useSweepStore }] = await Promise.all([
    import('../../views/sweep/sweep-draft'),
    import('../../views/sweep/sweep-store'),
  ]);
  useSweepStore().use([firstDeclaration()]);
  await router.push('/sweep');
}

async function openData(context: ActionContext): Promise<void> {
  if (context.shell === undefined) return context.files.openFiles(await context.chooseFiles(''));
  return openChosen(context, await context.shell.chooseFile('data'));
}

async function openChosen({ files }: ActionContext, path: string | null): Promise<void> {
  if (path !== null) await files.openPaths([path]);
}
