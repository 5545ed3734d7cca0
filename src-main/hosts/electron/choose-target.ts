import { dialog, type BrowserWindow } from 'electron';
import type { TargetChoice } from '#contract/desktop';

const filters = {
  workspace: [{ name: 'Workspaces', extensions: ['gapscope'] }],
  bundle: [{ name: 'Bundles of sweeps', extensions: ['zip'] }],
} as const;

/** The system's dialog for a file to write; null when the user cancels. */
export async function chooseTarget(window: BrowserWindow, { kind, name }: TargetChoice): Promise<string | null> {
  const { filePath } = await dialog.showSaveDialog(window, {
    defaultPath: name,
    filters: filters[kind].map((one) => ({ ...one, extensions: [...one.extensions] })),
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  return filePath === undefined || filePath === '' ? null : filePath;
}
