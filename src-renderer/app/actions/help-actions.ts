import type { Action } from './action';
import type { ActionContext } from './action-context';

/** The Help menu. */
export function helpActions({ router, dialogs }: ActionContext): Action[] {
  const common = { menu: 'help', section: 0, enabled: true } as const;
  return [
    {
      ...common,
      ...{ id: 'help.help', title: 'Help', accelerator: 'F1' },
      run: async () => void (await router.push('/help')),
    },
    {
      ...common,
      ...{ id: 'help.shortcuts', title: 'Keyboard shortcuts', accelerator: '?' },
      run: () => void (dialogs.shortcuts.value = true),
    },
  ];
}
