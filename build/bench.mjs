/**
 * `npm run bench -- [--only TEXT]`: every benchmark in turn, or those whose titles contain TEXT. One that fails does not keep the others from being run. Each can be
 * started alone, with options of its own: see the head of its file.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildIfStale } from './build-app.mjs';
import { cacheFolder } from './native/cache.mjs';
import { findTestElectron } from './test-electron.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values: options } = parseArgs({ options: { only: { type: 'string', default: '' } } });

/** Each with its program in test/benchmarks and what it is given. */
const benchmarks = [
  ['start of the application', 'start-time.mjs'],
  ['the window', 'window.ts'],
  ['the table of runs', 'run-table.ts'],
  ['orbits in motion', 'orbit-frames.ts'],
  ['fits while a window is dragged', 'refit.ts'],
  ['training beside PyTorch and JAX', 'training/compare.mjs'],
  ['estimators on manifolds of known dimension', 'manifolds.mjs', '--sets', '1', '625', '2500'],
  ['measuring beside other packages, and coverage', 'peers.mjs'],
];

await buildIfStale((line) => console.error(line));
const electron = process.env.GAPSCOPE_TEST_ELECTRON ?? findTestElectron(cacheFolder);
const env = { ...process.env, ...(electron === undefined ? {} : { GAPSCOPE_TEST_ELECTRON: electron }) };
const wanted = benchmarks.filter(([title]) => title.includes(options.only));
if (wanted.length === 0) {
  console.error(
    `No benchmark's title contains '${options.only}'; there are: ${benchmarks.map(([title]) => title).join('; ')}.`,
  );
  process.exit(2);
}
for (const [title, program, ...given] of wanted) {
  console.log(`\n# ${title}\n`);
  const path = join(root, 'test/benchmarks', program);
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', path, ...given], {
    cwd: root,
    env,
    stdio: 'inherit',
  });
  if (status !== 0) {
    console.error(`This benchmark failed (${status ?? 'it was ended'}).`);
    process.exitCode = 1;
  }
}
