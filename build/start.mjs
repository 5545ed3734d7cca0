/** `npm start`: installs and builds what is missing, then opens the window; without Electron or a display it serves the same interface to a browser. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfStale, hasSources } from './build-app.mjs';
import { installMissing, tryPart } from './install.mjs';
import { findElectron, hasDisplay, installElectron } from './native/electron.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const report = (line) => console.error(`gapscope: ${line}`);

/** Electron that ends this soon with an error could not open its window at all. */
const stillborn = 4000;

/** Runs in the foreground, so that Ctrl+C reaches it, and ends as it ends. */
function become(command, args, { environment = {}, onStillborn } = {}) {
  const start = Date.now();
  const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...environment } });
  const pass = (signal) => {
    // A terminal sends Ctrl+C to the child itself; twice would break off its closing.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, pass);
  let over = false;
  const end = (status, signal) => {
    if (over) return;
    over = true;
    for (const name of signals) process.off(name, pass);
    if (onStillborn !== undefined && status !== 0 && !signals.includes(signal) && Date.now() - start < stillborn)
      onStillborn();
    else process.exitCode = status ?? (signal === 'SIGINT' ? 130 : 1);
  };
  child.on('error', (error) => {
    report(error.message);
    end(1, null);
  });
  child.on('exit', end);
}

function openWindow(electron) {
  // Chromium's sandbox refuses to run as root, which happens in containers only.
  const sandbox = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  become(electron, [...sandbox, root, ...process.argv.slice(2)], {
    // The native parts were installed for this Node, so the engine runs on it.
    environment: { GAPSCOPE_ENGINE_NODE: process.env.GAPSCOPE_ENGINE_NODE ?? process.execPath },
    onStillborn: () => serve('Electron could not open a window here'),
  });
}

function serve(reason) {
  report(`${reason}, so the interface is served to your browser:`);
  become(process.execPath, [join(root, 'out/main/cli.js'), 'serve', ...process.argv.slice(2)]);
}

/** Opens whatever can be opened here. */
async function start() {
  if (hasSources()) {
    await installMissing(report);
    await buildIfStale(report);
  }
  if (!hasDisplay()) return serve('there is no display');
  const there = findElectron();
  if (there !== undefined) return openWindow(there);
  const { value: electron, reason } = await tryPart('electron', () => installElectron(report));
  return electron === undefined ? serve(`Electron cannot be had (${reason})`) : openWindow(electron);
}

try {
  await start();
} catch (error) {
  report(error.message);
  process.exitCode = 1;
}
