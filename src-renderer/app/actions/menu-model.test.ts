import { menuModel as schema } from '#contract/desktop';
import { describe, expect, it } from 'vitest';
import type { Action } from './action';
import { menuModel } from './menu-model';

function action(id: string, fields: Partial<Action> = {}): Action {
  return { id, title: id, menu: 'view', section: 0, enabled: true, run: () => undefined, ...fields };
}

describe('menuModel', () => {
  it('puts actions into their menus, sections and submenus, in their order', () => {
    const model = menuModel([
      action('quit', { menu: 'file', section: 3 }),
      action('new', { menu: 'file', accelerator: 'CmdOrCtrl+N' }),
      action('measure', { checked: true }),
      action('light', { section: 2, submenu: 'Theme' }),
      action('zoom', { section: 2, enabled: false }),
      action('dark', { section: 2, submenu: 'Theme' }),
    ]);
    expect(schema.parse(model)).toEqual(model);
    expect(model.map(({ id }) => id)).toEqual(['file', 'edit', 'view', 'sweep', 'help']);
    expect(model[0]?.sections).toEqual([
      [{ id: 'new', title: 'new', enabled: true, accelerator: 'CmdOrCtrl+N' }],
      [{ id: 'quit', title: 'quit', enabled: true }],
    ]);
    expect(model[2]?.sections).toEqual([
      [{ id: 'measure', title: 'measure', enabled: true, checked: true }],
      [
        {
          title: 'Theme',
          entries: [
            { id: 'light', title: 'light', enabled: true },
            { id: 'dark', title: 'dark', enabled: true },
          ],
        },
        { id: 'zoom', title: 'zoom', enabled: false },
      ],
    ]);
  });

  it('cuts what is too long for a menu', () => {
    const [, , view] = menuModel([action('x', { title: 'a'.repeat(300) })]);
    const [[entry] = []] = view?.sections ?? [];
    expect(entry?.title).toBe(`${'a'.repeat(79)}…`);
  });
});
