import { useMessage } from 'naive-ui';
import { h } from 'vue';
import type { UndoStep } from '../app/undo/undo-history';
import { useUndoStore } from '../app/undo/undo-store';

/** Says what was done, with a button that undoes it, in place of a question before; the Edit menu's Undo does the same. */
export function useUndoMessage(): (what: string, undo: () => void) => void {
  const messages = useMessage();
  const store = useUndoStore();
  return (what, undo) => {
    const history = store.currentHistory();
    const step: UndoStep = {
      what: `‘${what.replace(/\.$/, '')}’`,
      undo() {
        message.destroy();
        undo();
      },
    };
    const message = messages.info(
      () => [
        `${what} `,
        h(
          'button',
          { type: 'button', class: 'plain-button small', onClick: () => void history.takeBack(step) },
          'Undo',
        ),
      ],
      { duration: 10_000, closable: true },
    );
    history.push(step);
  };
}
