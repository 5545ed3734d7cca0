import { useMessage } from 'naive-ui';
import { computed, onMounted, onScopeDispose, watch } from 'vue';
import { useRouter } from 'vue-router';
import { listenToShell } from '../client/shell';
import { menuModel } from './actions/menu-model';
import type { Actions } from './actions/use-actions';
import type { OpenFiles } from './files/use-open-files';

/** What the window has to do with the desktop's shell: it fills the menus, opens the files that the application was started with, and tells of a crash. */
export function useDesktop(actions: Actions, files: OpenFiles): void {
  const shell = window.gapscopeShell;
  if (shell === undefined) return;
  const messages = useMessage();
  const menu = computed(() => menuModel(actions.all.value));
  // The list is made anew whenever anything changes; most of that is not seen in the menus.
  watch(
    () => JSON.stringify(menu.value),
    () => shell.setMenu(menu.value),
    { immediate: true },
  );
  onScopeDispose(listenToShell(window, 'gapscope:open', ({ paths }) => void files.openPaths(paths)));
  const router = useRouter();
  onScopeDispose(listenToShell(window, 'gapscope:sweep', ({ id }) => void router.push(`/history/${id}`)));
  onScopeDispose(
    listenToShell(window, 'gapscope:recovered', () =>
      messages.warning('The window broke down and was loaded again. What the engine runs has gone on meanwhile.', {
        duration: 15_000,
        closable: true,
      }),
    ),
  );
  onMounted(() => shell.ready());
}
