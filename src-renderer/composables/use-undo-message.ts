import { useMessage } from 'naive-ui';
import { h } from 'vue';

/** Says what was done, with a button that undoes it, in place of a question before. */
export function useUndoMessage(): (what: string, undo: () => void) => void {
  const messages = useMessage();
  return (what, undo) => {
    const message = messages.info(
      () => [
        `${what} `,
        h(
          'button',
          { type: 'button', class: 'plain-button small', onClick: () => (message.destroy(), undo()) },
          'Undo',
        ),
      ],
      { duration: 10_000, closable: true },
    );
  };
}
