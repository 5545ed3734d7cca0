/** Installs what a checkout lacks: the packages of the lock file, then the native parts. Says nothing where nothing is missing. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasSqlite, installSqlite } from './native/better-sqlite3.mjs';
import { isSystemError, PartUnavailable } from './native/command.mjs';
import { hasNvidia, hasTensorflow, installTensorflow } from './native/tensorflow.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const oldestNode = [20, 19];
const day = 86_400_000;

/** Packages with the versions that node_modules should hold, or holds. */
function packagesOf(file) {
  return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
}

/** Whether node_modules is what the lock file says; npm writes its own copy as the last act of an installation. */
export function hasPackages() {
  if (!existsSync(join(root, 'node_modules/.package-lock.json'))) return false;
  const installed = packagesOf('node_modules/.package-lock.json');
  return Object.entries(packagesOf('package-lock.json')).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' ||
      installed[path]?.version === version ||
      (installed[path] === undefined && (optional || devOptional)),
  );
}

function installPackages(report) {
  report('installing packages (npm ci)');
  return new Promise((resolve, reject) => {
    // Scripts of packages would download or compile; the native parts below are installed with care instead.
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
    const child = spawn(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, {
      cwd: root,
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
    });
    child.on('error', reject);
    child.on('close', (status) =>
      status === 0 ? resolve() : reject(new PartUnavailable(`npm ci ended with status ${status}`)),
    );
  });
}

/** What could not be had, so that it is not tried again at every start. */
const refusals = join(root, 'node_modules/.gapscope-refused.json');

function refusedLately(part) {
  try {
    const { [part]: entry } = JSON.parse(readFileSync(refusals, 'utf8'));
    return entry !== undefined && entry.node === process.version && Date.now() - entry.time < day
      ? entry.reason
      : undefined;
  } catch {
    // Nothing has been refused.
    return undefined;
  }
}

function remember(part, reason) {
  let known = {};
  try {
    known = JSON.parse(readFileSync(refusals, 'utf8'));
  } catch {
    // The first.
  }
  try {
    writeFileSync(refusals, JSON.stringify({ ...known, [part]: { reason, node: process.version, time: Date.now() } }));
  } catch (error) {
    // Then it is tried again at the next start.
    if (!isSystemError(error)) throw error;
  }
}

/**
 * Tries to get a part that can be done without, once a day.
 * @param options.again - also where it has been refused lately
 * @returns `{ value }`, or `{ reason, fresh }` where it cannot be had; `fresh` if it has just been tried
 */
export async function tryPart(part, install, { again = false } = {}) {
  const lately = again ? undefined : refusedLately(part);
  if (lately !== undefined) return { reason: lately, fresh: false };
  try {
    return { value: await install() };
  } catch (error) {
    // A full disk may have room again at the next start.
    if (isSystemError(error)) return { reason: error.message, fresh: true };
    if (!(error instanceof PartUnavailable)) throw error;
    remember(part, error.message);
    return { reason: error.message, fresh: true };
  }
}

/**
 * Installs packages and native parts where they are missing.
 * @param report - takes one line of progress
 * @param options.again - tries also what has been refused within the last day
 */
export async function installMissing(report, options = {}) {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1]))
    throw new PartUnavailable(`Node ${oldestNode.join('.')} or newer is needed; this is ${process.version}`);
  if (!hasPackages()) await installPackages(report);
  if (!hasSqlite()) {
    try {
      await installSqlite(report);
    } catch (error) {
      if (!(error instanceof PartUnavailable)) throw error;
      throw new PartUnavailable(
        `SQLite can neither be downloaded nor compiled: ${error.message} (on Debian: apt install g++ make python3)`,
      );
    }
  }
  if (!hasTensorflow('cpu')) {
    const { reason, fresh } = await tryPart('tensorflow', () => installTensorflow('cpu', report), options);
    if (fresh) report(`without TensorFlow’s native library, WebAssembly is used instead: ${reason}`);
  }
  if (hasNvidia() && !hasTensorflow('gpu')) {
    const { reason, fresh } = await tryPart('tensorflow-gpu', () => installTensorflow('gpu', report), options);
    if (fresh) report(`the graphics card is not used: ${reason}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await installMissing((line) => console.error(line), { again: true });
