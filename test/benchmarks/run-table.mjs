/**
 * The table of runs with 100,000 of them: `node test/benchmarks/run-table.mjs [--runs 100000] [--json]`. Times of the queries, of opening the view in
 * Chromium until its rows are seen, and between two frames while it scrolls. Of what was built: `npm run build` first.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { run } from '../../build/native/command.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const benchmarks = join(root, 'test/benchmarks');
const { values: options } = parseArgs({
  options: { runs: { type: 'string', default: '100000' }, json: { type: 'boolean', default: false } },
});
const rounds = 5;

const typescript = (program, ...args) =>
  run(process.execPath, ['--import', 'tsx', join(benchmarks, program), ...args], { cwd: root });

/** `gapscope serve` on the workspace in the folder, and its link. */
async function serve(folder) {
  const child = spawn(process.execPath, [join(root, 'out/main/cli.js'), 'serve'], {
    env: { ...process.env, XDG_DATA_HOME: folder },
    detached: true,
  });
  let output = '';
  const link = await new Promise((resolve, reject) => {
    const add = (chunk) => {
      output += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+\/\S+/.exec(output);
      if (found !== null) resolve(found[0]);
    };
    child.stdout.on('data', add);
    child.stderr.on('data', add);
    child.once('close', () => reject(new Error(`gapscope serve ended:\n${output}`)));
  });
  return { link, end: () => process.kill(-child.pid, 'SIGKILL') };
}

/** Milliseconds from a click until the rows are drawn. Runs in the page. */
async function open(view) {
  const link = [...document.querySelectorAll('nav a')].find((a) => a.textContent.trim() === view);
  const began = performance.now();
  link.click();
  const isThere = () =>
    view === 'Runs'
      ? /[±–]/.test(document.querySelector('[role=row][aria-rowindex="2"]')?.textContent ?? '')
      : document.querySelector('[role=grid]') === null;
  while (!isThere()) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return performance.now() - began;
}

/** Milliseconds between frames while the table scrolls by a row or several a frame, and how long the page's scripts took. Runs in the page. */
async function scroll(pixels) {
  const grid = document.querySelector('[role=grid]');
  grid.scrollTop = 0;
  await new Promise((resolve) => setTimeout(resolve, 500));
  const blocked = [];
  const observer = new PerformanceObserver((list) =>
    blocked.push(...list.getEntries().map(({ duration }) => duration)),
  );
  observer.observe({ type: 'longtask' });
  const between = [];
  let last = await new Promise(requestAnimationFrame);
  for (let frame = 0; frame < 300; frame++) {
    grid.scrollTop += pixels;
    const now = await new Promise(requestAnimationFrame);
    between.push(now - last);
    last = now;
  }
  observer.disconnect();
  between.sort((a, b) => a - b);
  const at = (share) => between[Math.floor(share * (between.length - 1))];
  return {
    median: at(0.5),
    p95: at(0.95),
    largest: at(1),
    longTasks: blocked.length,
    longest: Math.max(0, ...blocked),
  };
}

async function measureWindow(folder) {
  const server = await serve(folder);
  const flags = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
  const browser = await chromium.launch({
    executablePath: process.env.GAPSCOPE_CHROMIUM ?? '/usr/bin/chromium',
    args: flags,
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(server.link);
    await page.locator('[role=status][data-state=connected]').waitFor();
    const first = await page.evaluate(open, 'Runs');
    const again = [];
    for (let round = 0; round < rounds; round++) {
      await page.evaluate(open, 'System');
      again.push(await page.evaluate(open, 'Runs'));
    }
    again.sort((a, b) => a - b);
    return {
      open: { first, median: again[(rounds - 1) / 2] },
      'scroll by 26 pixels a frame': await page.evaluate(scroll, 26),
      'scroll by 400 pixels a frame': await page.evaluate(scroll, 400),
    };
  } finally {
    await browser.close();
    server.end();
  }
}

function print({ runs, openMilliseconds, results }, seen) {
  const milliseconds = (value) => `${value.toFixed(1)} ms`;
  console.log(`**The table of ${runs.toLocaleString('en-GB')} runs**\n\n| | first | median |\n|---|---|---|`);
  console.log(`| opening the workspace | ${milliseconds(openMilliseconds)} | |`);
  for (const [name, { first, median }] of Object.entries({
    ...results,
    'the view in Chromium until rows are seen': seen.open,
  }))
    console.log(`| ${name} | ${milliseconds(first)} | ${milliseconds(median)} |`);
  for (const [name, times] of Object.entries(seen).filter(([name]) => name !== 'open'))
    console.log(
      `\n${name}: ${milliseconds(times.median)} between frames, 95 % within ${milliseconds(times.p95)}, ` +
        `largest ${milliseconds(times.largest)}; ${times.longTasks} tasks above 50 ms (longest ${milliseconds(times.longest)})`,
    );
}

const folder = mkdtempSync(join(tmpdir(), 'gapscope-run-table-'));
try {
  mkdirSync(join(folder, 'gapscope'));
  const workspace = join(folder, 'gapscope', 'workspace.gapscope');
  await typescript('fill-workspace.ts', workspace, options.runs);
  const queries = JSON.parse(await typescript('run-table.ts', workspace));
  const seen = await measureWindow(folder);
  if (options.json) console.log(JSON.stringify({ ...queries, seen }));
  else print(queries, seen);
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
