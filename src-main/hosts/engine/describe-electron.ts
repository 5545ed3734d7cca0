import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Whether the window's own program is there, and where from. */
export function describeElectron(): { available: boolean; reason: string } {
  const running = process.versions['electron'];
  if (running !== undefined) return { available: true, reason: `Electron ${running} is running.` };
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
    const pathFile = join(folder, 'path.txt');
    if (existsSync(pathFile) && existsSync(join(folder, 'dist', readFileSync(pathFile, 'utf8').trim())))
      return { available: true, reason: 'Its program is installed.' };
    return {
      available: false,
      reason: 'Its program has not been downloaded; npm start tries to, and serves a browser otherwise.',
    };
  } catch {
    // Installed for production, without the desktop part.
    return { available: false, reason: 'The package electron is not installed.' };
  }
}
