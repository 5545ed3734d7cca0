/** What is downloaded or compiled once for all checkouts lives in the user's cache folder, under names that say what it was made from. */
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  createReadStream,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

export const cacheFolder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'gapscope');

/**
 * A folder of the cache, made by `make(folder)` where it is missing: in a folder of its own that is renamed at the end, so that a broken
 * off or a concurrent installation never leaves half of it.
 * @param works - whether what is found there can be used; it is made anew otherwise
 */
export async function cached(name, make, works = () => Promise.resolve(true)) {
  const target = join(cacheFolder, name);
  if (existsSync(target)) {
    if (await works(target)) return target;
    forget(name);
  }
  mkdirSync(cacheFolder, { recursive: true });
  const work = mkdtempSync(join(cacheFolder, `.making-${name}-`));
  try {
    await make(work);
    try {
      renameSync(work, target);
    } catch (error) {
      // Another installation was faster: its folder serves as well.
      if (!existsSync(target)) throw error;
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return target;
}

/** Removes a folder of the cache, so that it is made anew when it is next needed. */
export function forget(name) {
  rmSync(join(cacheFolder, name), { recursive: true, force: true });
}

/** The file's SHA-256 in hexadecimal. */
export async function sha256(path) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

/** Makes `to` the same tree as `from`: by hard links, or copies where the two are on different disks. */
export function linkTree(from, to) {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    const source = join(from, name);
    const target = join(to, name);
    if (lstatSync(source).isDirectory()) {
      linkTree(source, target);
      continue;
    }
    rmSync(target, { force: true });
    try {
      linkSync(source, target);
    } catch {
      copyFileSync(source, target);
    }
  }
}
