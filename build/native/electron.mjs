/** Electron's binary: not part of its package any more, so it is downloaded on the first start. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PartUnavailable, run } from './command.mjs';

const folder = join(fileURLToPath(new URL('../..', import.meta.url)), 'node_modules/electron');

/** The path of Electron's executable, or undefined; `ELECTRON_EXEC_PATH` names another one. */
export function findElectron() {
  if (process.env.ELECTRON_EXEC_PATH) return process.env.ELECTRON_EXEC_PATH;
  try {
    const path = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8'));
    return existsSync(path) ? path : undefined;
  } catch {
    // Not downloaded yet.
    return undefined;
  }
}

/**
 * Downloads the binary unless it is there.
 * @returns the executable's path
 * @throws PartUnavailable with one clause that says why not
 */
export async function installElectron(report) {
  const found = findElectron();
  if (found !== undefined) return found;
  if (!existsSync(folder)) throw new PartUnavailable('the package electron is not installed');
  report('downloading Electron (about 110 MB)');
  try {
    await run(process.execPath, [join(folder, 'install.js')], { limit: 300_000 });
  } catch (error) {
    if (!(error instanceof PartUnavailable)) throw error;
    throw new PartUnavailable('Electron’s download was refused or broke off');
  }
  const installed = findElectron();
  if (installed === undefined) throw new PartUnavailable('Electron’s download is incomplete');
  return installed;
}

/** Whether a window could be opened at all. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}
