/**
 * How fast the window is, in Chromium and, where GAPSCOPE_TEST_ELECTRON names one, in Electron: what is loaded for the first view, how long it
 * takes until the window can be used, how long a change to each view takes, and for how long the page is blocked while networks are being trained.
 * `node --import tsx test/benchmarks/window.ts [--rounds 3] [--json]`, with GAPSCOPE_TEST_ELECTRON as `npm run bench` sets it. Of what was built.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import type { OpenApplication } from '../end-to-end/harness/open-application';
import { openInChromium } from '../end-to-end/harness/open-in-chromium';
import { openInElectron } from '../end-to-end/harness/open-in-electron';
import { blockedWhileTraining, type Blocking } from './blocked-while-training';
import { median } from './median';
import { untilInteractive, type Start } from './until-interactive';
import { timeFirstSwitches, timeSwitches, type Switch, type Switches } from './view-switches';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, json: { type: 'boolean', default: false } },
});
const rounds = Number(options.rounds);

/**
 * Scripts and styles that were loaded until the first view could be used, in bytes, each file compressed by itself as a server would send it; null where the page
 * keeps no account of them, as for the desktop's own scheme.
 */
async function loadedBytes(page: Page): Promise<number | null> {
  if (!page.url().startsWith('http')) return null;
  const names = await page.evaluate(() => {
    const until = performance.getEntriesByName('gapscope:interactive')[0]?.startTime ?? Infinity;
    const loaded = performance.getEntriesByType('resource').filter(({ startTime }) => startTime < until);
    return loaded.map(({ name }) => name);
  });
  const files = new Set(names.flatMap((name) => /\/(assets\/[^?#]+\.(?:js|css))$/.exec(name)?.[1] ?? []));
  const sizes = [...files].map((file) => gzipSync(readFileSync(join(root, 'out/renderer', file))).length);
  return sizes.reduce((sum, size) => sum + size, 0);
}

interface Measured {
  readonly name: string;
  readonly bytes: number | null;
  /** Of windows that have just been opened, on an empty workspace. */
  readonly first: Switches;
  /** Of a window that has shown all views before. */
  readonly later: Switches;
  readonly blocking: Blocking;
  /** With a measured curve, and a sweep with its fit. */
  readonly filled: Switches;
}

/** A curve in the Measure view, which is shown at first. */
async function measureTask(page: Page): Promise<void> {
  await page.evaluate((path) => (window.location.hash = path), '/measure');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByTestId('dimension').first().waitFor({ timeout: 120_000 });
}

async function measure(name: string, open: () => Promise<OpenApplication>): Promise<Measured> {
  const application = await open();
  try {
    const { page } = application;
    const bytes = await loadedBytes(page);
    const first = await timeFirstSwitches(page, rounds);
    const later = await timeSwitches(page, rounds);
    const blocking = await blockedWhileTraining(page);
    await measureTask(page);
    const filled = await timeSwitches(page, rounds);
    return { name, bytes, first, later, blocking, filled };
  } finally {
    await application.close();
  }
}

/** The median and the worst, in milliseconds. */
function told(switches: readonly Switch[] = []): string {
  const times = switches.map(({ milliseconds }) => milliseconds);
  return `${median(times).toFixed(0)} (${Math.max(...times).toFixed(0)})`;
}

function print({ name, bytes, first, later, blocking, filled }: Measured): void {
  const size = bytes === null ? '' : `, ${(bytes / 1e6).toFixed(2)} MB gzipped for the first view`;
  console.log(`\n**${name}**${size}\n`);
  console.log('| change to | first | later | with results | blocked afterwards |');
  console.log('| --- | --- | --- | --- | --- |');
  for (const view of first.keys()) {
    const each = [first, later, filled].map((switches) => switches.get(view));
    const blocked = Math.max(...each.flatMap((some) => some ?? []).map((one) => one.blocked));
    console.log(`| ${view} | ${each.map(told).join(' | ')} | ${blocked === 0 ? '–' : blocked.toFixed(0)} |`);
  }
  const { tasks, seconds } = blocking;
  const longest = Math.max(0, ...tasks.map(([, milliseconds]) => milliseconds));
  const each = tasks.map(([at, milliseconds]) => `${milliseconds.toFixed(0)} ms at ${at.toFixed(1)} s`);
  console.log(
    `\nDuring a sweep of 48 networks (${seconds.toFixed(0)} s) the page was blocked for ${longest.toFixed(0)} ms at most, above 50 ms ${String(tasks.length)} times${each.length === 0 ? '' : `: ${each.join(', ')}`}.`,
  );
}

async function main(): Promise<void> {
  const electron = process.env['GAPSCOPE_TEST_ELECTRON'];
  const starts: Start[] = [];
  // The first start warms up.
  for (let round = 0; electron !== undefined && round <= rounds; round++) {
    const taken = await untilInteractive(electron);
    if (round > 0) starts.push(taken);
  }
  const measured = [await measure('Chromium', () => openInChromium())];
  if (electron !== undefined) measured.push(await measure('Electron', openInElectron));
  if (options.json) {
    const plain = measured.map((one) => ({
      ...one,
      first: Object.fromEntries(one.first),
      later: Object.fromEntries(one.later),
      filled: Object.fromEntries(one.filled),
    }));
    return console.log(JSON.stringify({ starts, measured: plain }));
  }
  if (starts.length === 0)
    console.log('The start of the window was not measured: GAPSCOPE_TEST_ELECTRON names no Electron.');
  else
    console.log(
      `Electron, from the start of the process: ${median(starts.map(({ interactive }) => interactive)).toFixed(2)} s until the first view can be used, ${median(starts.map(({ connected }) => connected)).toFixed(2)} s until it has reached the engine (medians of ${String(rounds)}).`,
    );
  console.log(
    `\nChanges of view from the click until it is drawn, milliseconds: the median (the worst) of ${String(rounds)}; then for how long the page was blocked, where above 50 ms.`,
  );
  measured.forEach(print);
}

await main();
