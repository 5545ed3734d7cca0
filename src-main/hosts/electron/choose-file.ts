import { dialog, type BrowserWindow, type FileFilter } from 'electron';
import type { FileChoice } from '#contract/desktop';

const everything: FileFilter = { name: 'All files', extensions: ['*'] };

const filters: Readonly<Record<FileChoice, FileFilter[]>> = {
  data: [{ name: 'Data sets', extensions: ['npy', 'npz', 'csv', 'tsv', 'parquet', 'bin', 'gz'] }, everything],
  folder: [],
  workspace: [{ name: 'Workspaces and bundles of sweeps', extensions: ['gapscope', 'zip'] }, everything],
};

/** The system's dialog for a file or a folder; null when the user cancels. */
export async function chooseFile(window: BrowserWindow, kind: FileChoice): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    properties: [kind === 'folder' ? 'openDirectory' : 'openFile'],
    filters: filters[kind],
  });
  return filePaths[0] ?? null;
}
