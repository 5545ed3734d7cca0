/** Builds out/ where the sources have changed since. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './native/command.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'out/.sources');

function* sources(folder) {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* sources(path);
    else if (!path.endsWith('.test.ts')) yield path;
  }
}

/** A hash of everything that the build is made from. */
function fingerprint() {
  const hash = createHash('sha256');
  const roots = ['src-core', 'src-contract', 'src-main', 'src-renderer'].flatMap((folder) => [...sources(folder)]);
  for (const path of [...roots, 'electron.vite.config.ts', 'package.json', 'package-lock.json'].sort())
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
      .update('\0');
  return hash.digest('hex');
}

/** Whether out/ was made from the sources as they are. */
export function isBuilt() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint();
}

/** Whether this is a checkout with its sources, or a package that was built before. */
export function hasSources() {
  return existsSync(join(root, 'electron.vite.config.ts')) && existsSync(join(root, 'src-main'));
}

/** Runs `act` while no other process builds: two at once would empty each other's folders. */
async function alone(act) {
  const lock = join(root, 'node_modules/.gapscope-building');
  for (let waited = 0; ; waited += 200) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const holder = holderOf(lock);
      if (waited > 300_000 || (holder !== undefined && !isAlive(holder))) rmSync(lock, { force: true });
      else await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  try {
    await act();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** The process that holds the lock; undefined where it has let go meanwhile, or has not written its number yet. */
function holderOf(lock) {
  try {
    return Number(readFileSync(lock, 'utf8')) || undefined;
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Builds unless out/ is up to date; the tools' output is shown only if the build fails. */
export async function buildIfStale(report) {
  if (isBuilt()) return;
  await alone(async () => {
    // Another process may just have built the same.
    if (isBuilt()) return;
    const current = fingerprint();
    report('building');
    // Into a folder of its own, so that what runs from out/ finds its files until the new ones are complete.
    const fresh = 'out.new';
    rmSync(join(root, fresh), { recursive: true, force: true });
    const electronVite = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
    try {
      await run(process.execPath, [electronVite, 'build', '--logLevel', 'warn'], {
        cwd: root,
        env: { GAPSCOPE_OUT: fresh },
      });
    } catch (error) {
      throw new Error(`The build failed.\n${error.complaint ?? error.message}`, { cause: error });
    }
    writeFileSync(join(root, fresh, '.sources'), current);
    const old = join(root, 'out.old');
    rmSync(old, { recursive: true, force: true });
    if (existsSync(join(root, 'out'))) renameSync(join(root, 'out'), old);
    renameSync(join(root, fresh), join(root, 'out'));
    rmSync(old, { recursive: true, force: true });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildIfStale((line) => console.error(line));
