import { cloneFnJSON } from '@vueuse/core';
import { watch } from 'vue';
import type { UndoStep } from './undo-history';
import { useUndoStore } from './undo-store';

/** Milliseconds within which changes count as one, such as the letters of a word. */
const oneChange = 400;

/** A change that has not stood still yet. */
interface OpenChange<Settings> {
  readonly step: UndoStep;
  readonly before: Settings;
  after: Settings;
}

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
  /** The step that the next change is added to. */
  let open: OpenChange<Settings> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function close(): void {
    clearTimeout(timer);
    open = undefined;
  }

  function goTo(settings: Settings): void {
    close();
    last = cloneFnJSON(settings);
    write(cloneFnJSON(settings));
  }

  /** The step is there at once, so that it can be undone at once; what follows shortly after is added to it. */
  function begin(before: Settings, after: Settings): void {
    const change: OpenChange<Settings> = {
      before,
      after,
      step: { what: `change of ${what}`, undo: () => goTo(change.before), redo: () => goTo(change.after) },
    };
    open = change;
    history.push(change.step);
  }

  watch(
    () => JSON.stringify(read()),
    (text) => {
      // It was put there by a step.
      if (text === JSON.stringify(last)) return;
      const [before, after] = [last, cloneFnJSON(read())];
      last = after;
      if (open === undefined) begin(before, after);
      else if (text === JSON.stringify(open.before)) {
        // As after an undo of the field's own.
        history.forget(open.step);
        close();
        return;
      } else open.after = after;
      clearTimeout(timer);
      timer = setTimeout(close, oneChange);
    },
  );
}
