/**
 * How fast the window is, in Chromium and, where GAPSCOPE_TEST_ELECTRON names one, in Electron: what is loaded for the first view, how long it
 * takes until the window can be used, how long a change of view takes, and for how long the page is blocked while networks are being trained.
 * `node --import tsx test/benchmarks/window.ts [--rounds 3] [--json]`, with GAPSCOPE_TEST_ELECTRON as `npm run bench` sets it. Of what was built.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { openDisplay } from '../end-to-end/harness/display';
import type { OpenApplication } from '../end-to-end/harness/open-application';
import { openInChromium } from '../end-to-end/harness/open-in-chromium';
import { openInElectron } from '../end-to-end/harness/open-in-electron';
import { workspaceFolder } from '../end-to-end/harness/workspace-folder';
import { WebSocket } from 'ws';
import { z } from 'zod';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, json: { type: 'boolean', default: false } },
});
const rounds = Number(options.rounds);

/** 48 small networks. */
const sweep = {
  name: '48 networks',
  task: 'circle',
  groups: ['trivial'],
  trainers: ['diffusion?steps=2000&width=32&layers=2&frequencies=8&batch=32&samplingSteps=20'],
  sizes: [8, 16, 32, 64, 128, 256],
  replicates: 8,
  testPoints: 400,
  samples: 256,
};

/** Scripts and styles that were loaded so far, in bytes; 0 where the page keeps no account of them, as for the desktop's own scheme. */
async function loadedBytes(page: Page): Promise<number> {
  if (!page.url().startsWith('http')) return 0;
  return compressedBytes(page);
}

/** Bytes that were loaded so far, each file compressed by itself as a server would send it. */
async function compressedBytes(page: Page): Promise<number> {
  const names = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  const files = new Set(names.flatMap((name) => /\/(assets\/[^?#]+\.(?:js|css))$/.exec(name)?.[1] ?? []));
  const sizes = [...files].map((file) => gzipSync(readFileSync(join(root, 'out/renderer', file))).length);
  return sizes.reduce((sum, size) => sum + size, 0);
}

interface Switch {
  readonly view: string;
  readonly milliseconds: number;
}

/** From the click on a view's link to its first picture with content: what replaced the view before holds text, and has been drawn. */
async function switchTo(page: Page, path: string): Promise<Switch> {
  const milliseconds = await page.evaluate(
    (to) =>
      new Promise<number>((resolve, reject) => {
        const main = document.querySelector('main');
        const before = main?.firstElementChild;
        const link = document.querySelector<HTMLAnchorElement>(`nav a[href="#${to}"]`);
        if (main === null || link === null) return reject(new Error(`There is no view ${to}.`));
        const began = performance.now();
        link.click();
        const look = (): void => {
          const there = main.firstElementChild !== before && main.innerText.trim() !== '';
          if (!there) requestAnimationFrame(look);
          // What the frame after this one begins with has been drawn.
          else requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
        };
        requestAnimationFrame(look);
      }),
    path,
  );
  return { view: path.slice(1), milliseconds };
}

async function switches(page: Page): Promise<{ first: Switch; again: Switch }> {
  const links = await page.getByRole('navigation', { name: 'Views' }).getByRole('link').all();
  const paths = await Promise.all(links.map(async (link) => (await link.getAttribute('href'))?.slice(1) ?? ''));
  const slowest = (all: readonly Switch[]): Switch =>
    all.reduce((worst, one) => (one.milliseconds > worst.milliseconds ? one : worst));
  const round = async (): Promise<Switch[]> => {
    const all: Switch[] = [];
    // The first is shown when the window opens.
    for (const path of [...paths.slice(1), ...paths.slice(0, 1)]) {
      all.push(await switchTo(page, path));
      await page.waitForTimeout(400);
    }
    return all;
  };
  const first = slowest(await round());
  const again = slowest((await Promise.all([await round(), await round()])).flat());
  return { first, again };
}

interface Blocking {
  /** Milliseconds. */
  readonly longest: number;
  /** Tasks above 50 ms. */
  readonly tasks: number;
  /** Seconds that the sweep took. */
  readonly seconds: number;
}

/** For how long the page is blocked at most while the networks are being trained, from the start of the sweep to its fit. */
async function blockedWhileTraining(page: Page): Promise<Blocking> {
  await page.evaluate((path) => (window.location.hash = path), '/sweep');
  await page.getByRole('button', { name: 'As JSON' }).click();
  await page.getByLabel('The file that gapscope run takes').fill(JSON.stringify(sweep));
  await page.waitForTimeout(1500);
  await page.evaluate(() => {
    const tasks: number[] = [];
    Reflect.set(window, 'gapscopeLongTasks', tasks);
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    });
  });
  const began = performance.now();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.locator('[data-testid=sweep-status][data-state=finished]').waitFor({ timeout: 300_000 });
  const seconds = (performance.now() - began) / 1000;
  await page.waitForTimeout(1500);
  const tasks = z.array(z.number()).parse(await page.evaluate((): unknown => Reflect.get(window, 'gapscopeLongTasks')));
  return { longest: Math.max(0, ...tasks), tasks: tasks.length, seconds };
}

/** Seconds from the start of Electron's process until the first view is drawn and listens, and until it has reached the engine. */
async function untilInteractive(executable: string): Promise<{ interactive: number; connected: number }> {
  const folder = workspaceFolder();
  const display = await openDisplay();
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const began = Date.now();
  const child = spawn(
    executable,
    [...sandbox, root, '--remote-debugging-port=0', `--user-data-dir=${join(folder.path, 'profile')}`],
    {
      env: {
        ...process.env,
        ...{ DISPLAY: display.name, XDG_DATA_HOME: folder.path, GAPSCOPE_ENGINE_NODE: process.execPath },
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  try {
    let said = '';
    for await (const chunk of child.stderr) {
      said += String(chunk);
      if (said.includes('DevTools listening')) break;
    }
    const host = /DevTools listening on ws:\/\/([\d.:]+)/.exec(said)?.[1] ?? '';
    const interactive = await mark(host);
    return { interactive: (interactive - began) / 1000, connected: (Date.now() - began) / 1000 };
  } finally {
    child.kill('SIGKILL');
    await once(child, 'exit');
    await display.close();
    await folder.remove();
  }
}

const answer = z.object({ result: z.object({ result: z.object({ value: z.unknown() }) }) });

/** Waits until the page has reached the engine; answers when it marked that it can be used, milliseconds since 1970. */
async function mark(host: string): Promise<number> {
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));
  const targets = z.array(z.object({ type: z.string(), webSocketDebuggerUrl: z.string().default('') }));
  let address: string | undefined;
  while (address === undefined) {
    await pause();
    const found = targets.parse(await (await fetch(`http://${host}/json`)).json());
    address = found.find(({ type }) => type === 'page')?.webSocketDebuggerUrl;
  }
  const socket = new WebSocket(address);
  await once(socket, 'open');
  const expression = `document.querySelector('[role=status]')?.dataset.state === 'connected'
    ? performance.timeOrigin + performance.getEntriesByName('gapscope:interactive')[0]?.startTime : null`;
  try {
    for (let id = 1; ; id++) {
      socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params: { expression } }));
      const [message]: unknown[] = await once(socket, 'message');
      const value = answer.safeParse(JSON.parse(String(message))).data?.result.result.value;
      if (typeof value === 'number') return value;
      await pause();
    }
  } finally {
    socket.terminate();
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
}

async function measure(name: string, open: () => Promise<OpenApplication>) {
  const application = await open();
  try {
    const { page } = application;
    // What runs this program names functions by a helper of its own, which the page has not.
    await page.evaluate('globalThis.__name = (named) => named');
    const bytes = await loadedBytes(page);
    const { first, again } = await switches(page);
    const blocking = await blockedWhileTraining(page);
    return { name, bytes, first, again, blocking };
  } finally {
    await application.close();
  }
}

async function main(): Promise<void> {
  const electron = process.env['GAPSCOPE_TEST_ELECTRON'];
  const starts: { interactive: number; connected: number }[] = [];
  // The first start warms up.
  for (let round = 0; electron !== undefined && round <= rounds; round++) {
    const taken = await untilInteractive(electron);
    if (round > 0) starts.push(taken);
  }
  const measured = [await measure('Chromium', () => openInChromium())];
  if (electron !== undefined) measured.push(await measure('Electron', openInElectron));
  const start = {
    interactive: median(starts.map(({ interactive }) => interactive)),
    connected: median(starts.map(({ connected }) => connected)),
  };
  if (options.json) return console.log(JSON.stringify({ start: starts.length === 0 ? null : start, measured }));
  if (starts.length === 0)
    console.log('The start of the window was not measured: GAPSCOPE_TEST_ELECTRON names no Electron.');
  else
    console.log(
      `Electron, from the start of the process: ${start.interactive.toFixed(2)} s until the first view can be used, ${start.connected.toFixed(2)} s until it has reached the engine (medians of ${String(rounds)}).`,
    );
  for (const { name, bytes, first, again, blocking } of measured) {
    const shown = ({ view, milliseconds }: Switch): string => `${milliseconds.toFixed(0)} ms (${view})`;
    console.log(
      [
        `${name}: ${bytes === 0 ? '' : `${(bytes / 1e6).toFixed(2)} MB gzipped for the first view; `}`,
        `a change of view ${shown(first)} at most the first time, ${shown(again)} later;`,
        `during a sweep of 48 networks (${blocking.seconds.toFixed(0)} s) the page was blocked for ${blocking.longest.toFixed(0)} ms at most, above 50 ms ${String(blocking.tasks)} times.`,
      ].join(' '),
    );
  }
}

await main();
