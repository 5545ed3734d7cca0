import { themeNames } from '../theme';
import { appViews, viewOfPath } from '../views';
import type { Action } from './action';
import type { ActionContext } from './action-context';

/** The View menu: where to look, and how it looks. */
export function viewActions({ router, shell, theme, dialogs }: ActionContext): Action[] {
  const common = { menu: 'view', enabled: true } as const;
  const shown = viewOfPath(router.currentRoute.value.path)?.path;
  return [
    ...appViews.map(({ path, title, hint }, index) => ({
      ...common,
      ...{ id: `view.${path.slice(1)}`, title, hint, section: 0, checked: shown === path },
      // A browser has these keys for its tabs.
      ...{ accelerator: `${shell === undefined ? 'Alt' : 'CmdOrCtrl'}+${index + 1}` },
      alsoKeys: [String(index + 1), `Alt+${index + 1}`],
      run: async () => void (await router.push(path)),
    })),
    {
      ...common,
      ...{ id: 'view.palette', title: 'Command palette…', section: 1, accelerator: 'CmdOrCtrl+K' },
      alsoKeys: ['CmdOrCtrl+Shift+P'],
      run: () => void (dialogs.palette.value = true),
    },
    ...themeNames.map(([choice, title]) => ({
      ...common,
      ...{ id: `view.theme-${choice}`, title, section: 2, submenu: 'Theme', checked: theme.value === choice },
      run: () => void (theme.value = choice),
    })),
    ...(shell === undefined
      ? []
      : (
          [
            ['zoom-in', 'Zoom in', 'CmdOrCtrl++', ['CmdOrCtrl+=']],
            ['zoom-out', 'Zoom out', 'CmdOrCtrl+-', []],
            ['zoom-reset', 'Actual size', 'CmdOrCtrl+0', []],
            ['full-screen', 'Full screen', 'F11', []],
          ] as const
        ).map(([command, title, accelerator, alsoKeys]) => ({
          ...common,
          ...{ id: `view.${command}`, title, section: 3, accelerator, alsoKeys },
          run: () => shell.command(command),
        }))),
  ];
}
