import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuEntry, MenuId, MenuModel, Submenu } from '#contract/desktop';

const apple = process.platform === 'darwin';

/** What the system does with text, in the Edit menu below the page's own entries. */
const textRoles: readonly MenuItemConstructorOptions[] = [
  { role: 'cut' },
  { role: 'copy' },
  { role: 'paste' },
  { role: 'selectAll' },
];

/** Entries of the shell's own, below those of the page. */
const ownEntries: Partial<Record<MenuId, readonly MenuItemConstructorOptions[]>> = {
  edit: textRoles,
  view: [{ role: 'toggleDevTools' }],
};

/** The menus before a page has said what stands in them. */
export function installMenu(): void {
  setMenu([{ role: 'fileMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]);
}

/**
 * The application menu that a page has asked for.
 * @param run - called with the id of the entry that was chosen
 */
export function applicationMenu(model: MenuModel, run: (id: string) => void): void {
  const menus = model.map(({ id, title, sections }): MenuItemConstructorOptions => ({
    id,
    label: `&${title}`,
    submenu: [...sections.map((section) => section.map((entry) => itemOf(entry, run))), ownEntries[id] ?? []]
      .filter(({ length }) => length > 0)
      .flatMap((items, index) => (index === 0 ? items : [{ type: 'separator' as const }, ...items])),
  }));
  const [before, help] = [menus.filter(({ id }) => id !== 'help'), menus.filter(({ id }) => id === 'help')];
  setMenu([...before, { role: 'windowMenu' }, ...help]);
}

function setMenu(menus: readonly MenuItemConstructorOptions[]): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate([...(apple ? [{ role: 'appMenu' as const }] : []), ...menus]));
}

function itemOf(entry: MenuEntry | Submenu, run: (id: string) => void): MenuItemConstructorOptions {
  if ('entries' in entry)
    return { label: literal(entry.title), submenu: entry.entries.map((inside) => itemOf(inside, run)) };
  const { id, title, accelerator, enabled, checked } = entry;
  return {
    ...{ id, label: literal(title), enabled },
    ...(checked === undefined ? {} : { type: 'radio' as const, checked }),
    // The page hears its keys itself, in a browser too. Only an Apple menu bar takes them first.
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: apple }),
    click: () => run(id),
  };
}

/** Text in which an ampersand is one, and underlines nothing. */
function literal(text: string): string {
  return apple ? text : text.replaceAll('&', '&&');
}
