import { z } from 'zod';

/**
 * What the page and the desktop's shell say to each other, beside the line to the engine. The page knows what can be done, so it tells the shell
 * what stands in the menus; the shell tells the page which entry was chosen.
 */

/** The menus of the window, from left to right. */
export const menuIds = ['file', 'edit', 'view', 'sweep', 'help'] as const;
export type MenuId = (typeof menuIds)[number];

const text = z.string().min(1).max(200);

export const menuEntry = z.strictObject({
  /** Of the action; the page runs it by this. */
  id: text,
  title: text,
  /** As Electron writes it: `CmdOrCtrl+Shift+P`. */
  accelerator: z.string().max(40).optional(),
  enabled: z.boolean(),
  /** One of several that exclude each other; left out where it is no choice. */
  checked: z.boolean().optional(),
});
export type MenuEntry = z.output<typeof menuEntry>;

const submenu = z.strictObject({ title: text, entries: z.array(menuEntry).max(50) });
export type Submenu = z.output<typeof submenu>;

/** A menu: its sections, with a line between each two. */
export const menuModel = z
  .array(
    z.strictObject({
      id: z.enum(menuIds),
      title: text,
      sections: z.array(z.array(z.union([menuEntry, submenu])).max(50)).max(10),
    }),
  )
  .max(menuIds.length);
export type MenuModel = z.output<typeof menuModel>;

/** What the shell does at the page's word. */
export const shellCommand = z.enum(['zoom-in', 'zoom-out', 'zoom-reset', 'full-screen', 'quit']);
export type ShellCommand = z.output<typeof shellCommand>;

/** What the system's dialog is opened for. */
export const fileChoice = z.enum(['data', 'folder', 'workspace']);
export type FileChoice = z.output<typeof fileChoice>;

/** A file that is to be written: what it is, and the name that is proposed. */
export const targetChoice = z.strictObject({ kind: z.enum(['workspace', 'bundle']), name: text });
export type TargetChoice = z.output<typeof targetChoice>;

/** What the shell tells the page, by way of `window.postMessage`. */
export const shellMessage = z.discriminatedUnion('type', [
  /** A port to the engine comes with it. */
  z.object({ type: z.literal('gapscope:port') }),
  z.object({ type: z.literal('gapscope:engine-failed'), reason: z.string() }),
  /** An entry of a menu was chosen. */
  z.object({ type: z.literal('gapscope:action'), id: z.string() }),
  /** Somebody opened files with the application. */
  z.object({ type: z.literal('gapscope:open'), paths: z.array(z.string()) }),
  /** Somebody wants to see a sweep. */
  z.object({ type: z.literal('gapscope:sweep'), id: z.string() }),
  /** The page had crashed, and was loaded again. */
  z.object({ type: z.literal('gapscope:recovered') }),
]);
export type ShellMessage = z.output<typeof shellMessage>;
