/** Measures the window, by window.ts, in Chromium and in the Electron of the tests where that was fetched: `node test/benchmarks/window.mjs [--rounds 3] [--json]`. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from '../../build/build-app.mjs';
import { cacheFolder } from '../../build/native/cache.mjs';
import { findTestElectron } from '../../build/test-electron.mjs';

await buildIfStale((line) => console.error(line));
const electron = process.env.GAPSCOPE_TEST_ELECTRON ?? findTestElectron(cacheFolder);
const program = fileURLToPath(new URL('window.ts', import.meta.url));
const child = spawn(process.execPath, ['--import', 'tsx', program, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, ...(electron === undefined ? {} : { GAPSCOPE_TEST_ELECTRON: electron }) },
});
const [status] = await once(child, 'exit');
process.exitCode = status ?? 1;
