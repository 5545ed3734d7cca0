import type { MenuId } from '#contract/desktop';

/** Something that can be done in the window: by its menu, its keys and the command palette alike. */
export interface Action {
  readonly id: string;
  /** What it does, as an entry of a menu says it. */
  readonly title: string;
  readonly menu: MenuId;
  /** Entries with the same number stand together in the menu. */
  readonly section: number;
  /** The submenu that it stands in. */
  readonly submenu?: string;
  /** As Electron writes it: `CmdOrCtrl+Shift+P`. */
  readonly accelerator?: string;
  /** Other keys that do the same; single signs only where no field takes them. */
  readonly alsoKeys?: readonly string[];
  /** More about it, for the palette. */
  readonly hint?: string;
  /** A field that text is typed into does something of its own at this key. */
  readonly leftToFields?: boolean;
  /** Whether it can be done now. */
  readonly enabled: boolean;
  /** One of several that exclude each other. */
  readonly checked?: boolean;
  run(): void | Promise<void>;
}
