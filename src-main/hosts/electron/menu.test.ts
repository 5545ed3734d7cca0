import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { MenuModel } from '#contract/desktop';
import { applicationMenu } from './menu';

interface Item {
  readonly label?: string;
  readonly role?: string;
  readonly type?: string;
  readonly submenu?: readonly Item[];
  readonly checked?: boolean;
  readonly registerAccelerator?: boolean;
  click?(): void;
}
const menu = vi.hoisted(() => ({ set: vi.fn() }));
vi.mock('electron', () => ({
  Menu: { buildFromTemplate: (template: unknown) => template, setApplicationMenu: menu.set },
}));
beforeEach(() => void vi.clearAllMocks());

const model: MenuModel = [
  {
    ...{ id: 'file', title: 'File' },
    sections: [
      [{ id: 'new', title: 'New sweep', enabled: true, accelerator: 'CmdOrCtrl+N' }],
      [{ title: 'Open recent', entries: [{ id: 'recent:1', title: 'cats & dogs.csv', enabled: true }] }],
    ],
  },
  { ...{ id: 'edit', title: 'Edit' }, sections: [[{ id: 'undo', title: 'Undo', enabled: false }]] },
  { ...{ id: 'view', title: 'View' }, sections: [[{ id: 'a', title: 'A', enabled: true, checked: true }]] },
  { ...{ id: 'help', title: 'Help' }, sections: [[{ id: 'keys', title: 'Keys', enabled: true }]] },
];

/** The template that became the menu. */
function built(run: (id: string) => void = () => undefined): readonly Item[] {
  applicationMenu(model, run);
  const [template]: readonly Item[][] = menu.set.mock.calls[0] ?? [];
  return (template ?? []).filter(({ role }) => role !== 'appMenu');
}

describe('applicationMenu', () => {
  it('has the page’s menus, the window’s before Help, and lines between sections', () => {
    const menus = built();
    expect(menus.map(({ label, role }) => label ?? role)).toEqual(['&File', '&Edit', '&View', 'windowMenu', '&Help']);
    const lines = menus.map(({ submenu }) => submenu?.map(({ label, role, type }) => label ?? role ?? type));
    expect(lines[0]).toEqual(['New sweep', 'separator', 'Open recent']);
    expect(lines[1]).toEqual(['Undo', 'separator', 'cut', 'copy', 'paste', 'selectAll']);
    expect(menus[2]?.submenu?.[0]).toMatchObject({ type: 'radio', checked: true });
  });

  it('runs an entry by its id, shows its text as it is, and leaves its keys to the page', () => {
    const run = vi.fn();
    const [file] = built(run);
    const recent = file?.submenu?.at(-1)?.submenu?.[0];
    expect(recent?.label).toBe(process.platform === 'darwin' ? 'cats & dogs.csv' : 'cats && dogs.csv');
    recent?.click?.();
    expect(run).toHaveBeenCalledExactlyOnceWith('recent:1');
    expect(file?.submenu?.[0]?.registerAccelerator).toBe(process.platform === 'darwin');
  });
});
