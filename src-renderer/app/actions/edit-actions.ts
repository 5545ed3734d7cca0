import { isTextField } from './text-field';
import type { Action } from './action';
import type { ActionContext } from './action-context';

/** The Edit menu's own entries; the desktop adds those that act on text. */
export function editActions({ undo, focused }: ActionContext): Action[] {
  const typing = isTextField(focused.value ?? null);
  return [
    {
      ...{ id: 'edit.undo', menu: 'edit', section: 0, accelerator: 'CmdOrCtrl+Z', leftToFields: true },
      title: undo.next === undefined ? 'Undo' : `Undo ${undo.next.what}`,
      enabled: undo.next !== undefined || typing,
      run: () => inFieldOr('undo', undo.undo),
    },
    {
      ...{ id: 'edit.redo', menu: 'edit', section: 0, accelerator: 'CmdOrCtrl+Shift+Z', leftToFields: true },
      ...{ alsoKeys: ['CmdOrCtrl+Y'] },
      title: undo.again === undefined ? 'Redo' : `Redo ${undo.again.what}`,
      enabled: undo.again !== undefined || typing,
      run: () => inFieldOr('redo', undo.redo),
    },
  ];
}

/** A field that text is typed into undoes for itself, also where it is asked to by the menu. */
async function inFieldOr(command: 'undo' | 'redo', act: () => Promise<void>): Promise<void> {
  if (isTextField(document.activeElement)) document.execCommand(command);
  else await act();
}
