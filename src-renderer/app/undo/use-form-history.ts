import { cloneFnJSON } from '@vueuse/core';
import { watch } from 'vue';
import { useUndoStore } from './undo-store';

/** Milliseconds within which changes count as one, such as the letters of a word. */
const oneChange = 400;

/**
 * Remembers the changes of a form's settings, so that they can be undone in its view.
 * @param view - the view's path
 * @param what - what the settings are of: `the sweep`
 * @param read - the settings; plain data
 * @param write - puts settings into the form
 */
export function useFormHistory<Settings>(
  view: string,
  what: string,
  read: () => Settings,
  write: (settings: Settings) => void,
): void {
  const history = useUndoStore().historyOf(view);
  let last = cloneFnJSON(read());
  let timer: ReturnType<typeof setTimeout> | undefined;

  function note(): void {
    clearTimeout(timer);
    timer = undefined;
    const [before, after] = [last, cloneFnJSON(read())];
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    last = after;
    const goTo = (settings: Settings): void => {
      last = cloneFnJSON(settings);
      write(cloneFnJSON(settings));
    };
    history.push({ what: `change of ${what}`, undo: () => goTo(before), redo: () => goTo(after) });
  }

  history.before(note);
  watch(
    () => JSON.stringify(read()),
    () => {
      clearTimeout(timer);
      timer = setTimeout(note, oneChange);
    },
  );
}
