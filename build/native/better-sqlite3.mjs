/** SQLite for the Node that runs this: the makers' prebuilt addon where it can be downloaded, otherwise compiled from source. */
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached, linkTree } from './cache.mjs';
import { PartUnavailable, run } from './command.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'node_modules/better-sqlite3');
const stamp = join(folder, '.gapscope-stamp');
const addon = 'build/Release/better_sqlite3.node';

function key() {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const libc =
    process.report?.getReport().header.glibcVersionRuntime === undefined && process.platform === 'linux' ? 'musl' : '';
  return `better-sqlite3-${version}-abi${process.versions.modules}-${process.platform}${libc}-${process.arch}`;
}

/** Whether the addon is in place for this Node. */
export function hasSqlite() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === key() && existsSync(join(folder, addon));
}

/** node-gyp comes with npm. */
async function nodeGyp() {
  const globalRoot = (await run('npm', ['root', '-g'], { limit: 30_000 })).trim();
  const beside =
    process.env.npm_execpath && join(dirname(process.env.npm_execpath), '../node_modules/node-gyp/bin/node-gyp.js');
  const found = [beside, join(globalRoot, 'npm/node_modules/node-gyp/bin/node-gyp.js')].find(
    (path) => path && existsSync(path),
  );
  return found === undefined ? ['npx', '--yes', 'node-gyp'] : [process.execPath, found];
}

/** The headers that were installed with Node, so that none need be downloaded. */
function localHeaders() {
  const prefix = join(dirname(process.execPath), '..');
  return existsSync(join(prefix, 'include/node/node.h')) ? [`--nodedir=${prefix}`] : [];
}

/**
 * Loads an addon in a process of its own: one that does not fit this machine would end the process.
 * @throws PartUnavailable where it does not work
 */
async function tryAddon(path) {
  const options = `{ nativeBinding: ${JSON.stringify(path)} }`;
  const program = `
    const Database = require(${JSON.stringify(folder)});
    if (new Database(':memory:', ${options}).prepare('select 1 one').get().one !== 1) process.exit(1);`;
  await run(process.execPath, ['-e', program], { limit: 30_000 });
}

async function make(work, report) {
  const source = join(work, 'source');
  for (const part of ['package.json', 'binding.gyp', 'src', 'deps', 'lib'])
    cpSync(join(folder, part), join(source, part), { recursive: true });
  try {
    await run(process.execPath, [join(root, 'node_modules/prebuild-install/bin.js')], { cwd: source, limit: 20_000 });
    // It may need a newer C library than this system has.
    await tryAddon(join(source, addon));
  } catch (error) {
    if (!(error instanceof PartUnavailable)) throw error;
    report('compiling SQLite (about two minutes), as there is no prebuilt addon that can be used');
    const [command, ...args] = await nodeGyp();
    await run(command, [...args, 'rebuild', '--release', ...localHeaders()], {
      cwd: source,
      limit: 1_200_000,
      env: { JOBS: 'max' },
    });
    await tryAddon(join(source, addon));
  }
  mkdirSync(dirname(join(work, addon)), { recursive: true });
  renameSync(join(source, addon), join(work, addon));
  rmSync(source, { recursive: true });
}

/**
 * Installs the addon unless it is in place.
 * @throws PartUnavailable with one clause that says why not
 */
export async function installSqlite(report) {
  if (hasSqlite()) return;
  const works = (made) =>
    tryAddon(join(made, addon)).then(
      () => true,
      () => false,
    );
  linkTree(await cached(key(), (work) => make(work, report), works), folder);
  writeFileSync(stamp, key());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await installSqlite(console.error);
