import { useActiveElement, useEventListener, usePermission } from '@vueuse/core';
import { useMessage } from 'naive-ui';
import { computed, onScopeDispose, provide, ref } from 'vue';
import { useRouter } from 'vue-router';
import { errorLine } from '../../client/errors';
import { listenToShell } from '../../client/shell';
import { useEngine } from '../../client/use-engine';
import { chooseFiles } from '../files/choose-files';
import { useRecentFiles } from '../files/recent-files';
import { useRecentWorkspaces } from '../files/use-recent-workspaces';
import type { OpenFiles } from '../files/use-open-files';
import { useTheme } from '../theme';
import { useTrainingStore } from '../training/training-store';
import { useUndoStore } from '../undo/undo-store';
import { matchesAccelerator } from './accelerator';
import type { Action } from './action';
import type { ActionContext } from './action-context';
import { editActions } from './edit-actions';
import { fileActions } from './file-actions';
import { helpActions } from './help-actions';
import { sweepActions } from './sweep-actions';
import { isTextField, takesKeys } from './text-field';
import { actionsKey, type Actions } from './use-actions';
import { viewActions } from './view-actions';

/** Makes the list of actions for the window, lets keys and the desktop's menu run them, and hands them to the components below. */
export function provideActions(files: OpenFiles): Actions {
  const messages = useMessage();
  const dialogs = { palette: ref(false), shortcuts: ref(false) };
  const context: ActionContext = {
    router: useRouter(),
    engine: useEngine(),
    shell: window.gapscopeShell,
    files,
    recent: useRecentFiles(),
    workspaces: useRecentWorkspaces(),
    undo: useUndoStore(),
    training: useTrainingStore(),
    theme: useTheme().choice,
    dialogs,
    chooseFiles,
    focused: useActiveElement(),
    notifications: usePermission('notifications'),
  };
  const all = computed(() =>
    [fileActions, editActions, viewActions, sweepActions, helpActions].flatMap((make) => make(context)),
  );
  const apple = /^(darwin|mac)/i.test(context.shell?.platform ?? navigator.platform);

  async function run(action: Action): Promise<void> {
    try {
      if (action.enabled) await action.run();
    } catch (error) {
      messages.error(errorLine(error) ?? 'Cancelled.');
    }
  }

  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    // A dialog has keys of its own.
    if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]') !== null) return;
    const action = all.value.find((one) => isAskedFor(one, event, apple));
    if (action === undefined) return;
    event.preventDefault();
    void run(action);
  });
  onScopeDispose(
    listenToShell(window, 'gapscope:action', ({ id }) => {
      const action = all.value.find((one) => one.id === id);
      if (action !== undefined) void run(action);
    }),
  );

  const actions: Actions = { all, apple, dialogs, run };
  provide(actionsKey, actions);
  return actions;
}

function isAskedFor(action: Action, event: KeyboardEvent, apple: boolean): boolean {
  if (action.leftToFields === true && isTextField(event.target)) return false;
  const keys = [...(action.accelerator === undefined ? [] : [action.accelerator]), ...(action.alsoKeys ?? [])];
  const free = takesKeys(event.target) ? keys.filter((key) => key.length > 1) : keys;
  return free.some((key) => matchesAccelerator(event, key, apple));
}
