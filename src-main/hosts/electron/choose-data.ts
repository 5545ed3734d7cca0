import { dialog, type BrowserWindow } from 'electron';

/** The system's dialog for a data set; null when the user cancels. */
export async function chooseData(window: BrowserWindow, kind: 'file' | 'folder'): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    properties: [kind === 'folder' ? 'openDirectory' : 'openFile'],
    filters:
      kind === 'folder'
        ? []
        : [
            { name: 'Data sets', extensions: ['npy', 'npz', 'csv', 'tsv', 'parquet', 'bin', 'gz'] },
            { name: 'All files', extensions: ['*'] },
          ],
  });
  return filePaths[0] ?? null;
}
