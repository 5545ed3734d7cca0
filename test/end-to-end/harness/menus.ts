import type { ElectronApplication } from 'playwright-core';

/** Chooses an entry of the application's menu by its id, as a click on it does. */
export async function choose(electron: ElectronApplication, id: string): Promise<void> {
  await electron.evaluate(({ Menu }, wanted) => {
    Menu.getApplicationMenu()?.getMenuItemById(wanted)?.click();
  }, id);
}

/** What stands in a submenu of the File menu. */
export function submenuOf(electron: ElectronApplication, title: string): Promise<string[] | undefined> {
  return electron.evaluate(({ Menu }, wanted) => {
    const menu = Menu.getApplicationMenu()?.items.find(({ label }) => label === '&File');
    const inside = menu?.submenu?.items.find(({ label }) => label === wanted)?.submenu;
    return inside?.items.map(({ label }) => label);
  }, title);
}
