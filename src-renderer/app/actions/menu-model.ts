import { menuIds, type MenuEntry, type MenuId, type MenuModel, type Submenu } from '#contract/desktop';
import type { Action } from './action';

/** The menus by their names. */
export const menuTitles: Readonly<Record<MenuId, string>> = {
  file: 'File',
  edit: 'Edit',
  view: 'View',
  sweep: 'Sweep',
  help: 'Help',
};

/** Longest title that a menu shows. */
const longest = 80;

/** The menus that hold the actions, in their order; a submenu stands where its first entry would. */
export function menuModel(actions: readonly Action[]): MenuModel {
  return menuIds.map((id) => {
    const own = actions.filter(({ menu }) => menu === id);
    const numbers = [...new Set(own.map(({ section }) => section))].sort((a, b) => a - b);
    const sections = numbers.map((number) => sectionOf(own.filter(({ section }) => section === number)));
    return { id, title: menuTitles[id], sections };
  });
}

function sectionOf(actions: readonly Action[]): (MenuEntry | Submenu)[] {
  const entries: (MenuEntry | Submenu)[] = [];
  const submenus = new Map<string, MenuEntry[]>();
  for (const action of actions) {
    if (action.submenu === undefined) {
      entries.push(entryOf(action));
      continue;
    }
    let inside = submenus.get(action.submenu);
    if (inside === undefined) {
      inside = [];
      submenus.set(action.submenu, inside);
      entries.push({ title: action.submenu, entries: inside });
    }
    inside.push(entryOf(action));
  }
  return entries;
}

function entryOf({ id, title, accelerator, enabled, checked }: Action): MenuEntry {
  const shown = title.length > longest ? `${title.slice(0, longest - 1)}…` : title;
  return {
    ...{ id, title: shown, enabled },
    ...(accelerator === undefined ? {} : { accelerator }),
    ...(checked === undefined ? {} : { checked }),
  };
}
