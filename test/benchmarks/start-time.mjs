/**
 * How long `npm start` takes when everything is installed and built: until it prints its link, and until its window has reached the engine,
 * where there are an Electron and a display. `node test/benchmarks/start-time.mjs [--rounds 3] [--json]`; one start to warm up, then the median
 * and the fastest.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { WebSocket } from 'ws';
import { cacheFolder } from '../../build/native/cache.mjs';
import { findTestElectron } from '../../build/test-electron.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, json: { type: 'boolean', default: false } },
});
/** Milliseconds after which a start is given up. */
const limit = 300_000;

/** Starts a command in a process group of its own and answers the match once it has said `pattern`. */
function start(command, args, environment, pattern) {
  const child = spawn(command, args, { cwd: root, detached: true, env: { ...process.env, ...environment } });
  const ended = new Promise((resolve) => child.once('close', resolve));
  let output = '';
  const said = new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${command} took too long:\n${output}`)), limit);
    const add = (chunk) => {
      output += chunk;
      const match = pattern.exec(output);
      if (match === null) return;
      clearTimeout(timer);
      resolve(match);
    };
    child.stdout.on('data', add);
    child.stderr.on('data', add);
    void ended.then(() => {
      clearTimeout(timer);
      reject(new Error(`${command} ended:\n${output}`));
    });
  });
  const end = async () => {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
    await ended;
  };
  return { said, end };
}

/** Seconds until the link is printed. */
async function untilLink(folder) {
  const began = performance.now();
  const environment = { DISPLAY: '', WAYLAND_DISPLAY: '', XDG_DATA_HOME: folder };
  const { said, end } = start('npm', ['start'], environment, /http:\/\/127\.0\.0\.1:\d+\/\S+/);
  try {
    await said;
    return (performance.now() - began) / 1000;
  } finally {
    await end();
  }
}

/** Waits until the page that is debugged at `host` shows that it has reached the engine. */
async function untilConnected(host) {
  const pause = () => new Promise((resolve) => setTimeout(resolve, 20));
  let page;
  while (page === undefined) {
    await pause();
    const targets = await (await fetch(`http://${host}/json`)).json();
    page = targets.find(({ type }) => type === 'page');
  }
  const socket = new WebSocket(page.webSocketDebuggerUrl);
  await once(socket, 'open');
  const expression = "document.querySelector('[role=status]')?.dataset.state";
  for (let id = 1; ; id++) {
    socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params: { expression } }));
    const [answer] = await once(socket, 'message');
    if (JSON.parse(answer).result?.result?.value === 'connected') break;
    await pause();
  }
  socket.terminate();
}

/** Seconds until the window shows that it has reached the engine. */
async function untilWindow(folder, electron, display) {
  const began = performance.now();
  const environment = { DISPLAY: display, ELECTRON_EXEC_PATH: electron, XDG_DATA_HOME: folder };
  const args = ['start', '--', '--remote-debugging-port=0', `--user-data-dir=${join(folder, 'profile')}`];
  const { said, end } = start('npm', args, environment, /DevTools listening on ws:\/\/([\d.:]+)/);
  try {
    const [, host] = await said;
    await untilConnected(host);
    return (performance.now() - began) / 1000;
  } finally {
    await end();
  }
}

/** The fastest and the median of the starts; whatever else the machine does only adds to them. */
async function timeStarts(measure) {
  const seconds = [];
  // The first start warms up.
  for (let round = 0; round <= Number(options.rounds); round++) {
    const taken = await measure();
    if (round > 0) seconds.push(taken);
  }
  seconds.sort((a, b) => a - b);
  return { fastest: seconds[0], median: (seconds[(seconds.length - 1) >> 1] + seconds[seconds.length >> 1]) / 2 };
}

const describe = ({ fastest, median }) => `${median.toFixed(2)} s (fastest ${fastest.toFixed(2)} s)`;

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'gapscope-start-'));
  const display =
    process.env.GAPSCOPE_TEST_DISPLAY === undefined && existsSync('/usr/bin/Xvfb')
      ? start('Xvfb', ['-displayfd', '1', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'], {}, /^(\d+)\n/m)
      : undefined;
  try {
    const name = display === undefined ? process.env.GAPSCOPE_TEST_DISPLAY : `:${(await display.said)[1]}`;
    const electron = process.env.GAPSCOPE_TEST_ELECTRON ?? findTestElectron(cacheFolder);
    const link = await timeStarts(() => untilLink(folder));
    const window =
      electron === undefined || name === undefined
        ? undefined
        : await timeStarts(() => untilWindow(folder, electron, name));
    if (options.json) console.log(JSON.stringify({ link, window }));
    else {
      console.log(`npm start, until the link is printed: ${describe(link)}`);
      const without = 'not measured: there is no Electron or no display';
      console.log(
        `npm start, until the window has reached the engine: ${window === undefined ? without : describe(window)}`,
      );
    }
  } finally {
    await display?.end();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

await main();
