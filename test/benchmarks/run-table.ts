/**
 * The table of runs with 100,000 of them: `node --import tsx test/benchmarks/run-table.ts [--runs 100000] [--json]`. Times of the queries, of opening the
 * view in Chromium until its rows are seen, and between two pictures while it scrolls. Of what was built.
 */
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { openInChromium } from '../end-to-end/harness/open-in-chromium';
import { fillWorkspace } from './fill-workspace';
import { type Times, timeQueries } from './run-table-queries';

const { values: options } = parseArgs({
  options: { runs: { type: 'string', default: '100000' }, json: { type: 'boolean', default: false } },
});
const runs = Number(options.runs);
const rounds = 5;

/** Milliseconds from a click until the rows are drawn. */
function openView(page: Page, view: 'Runs' | 'System'): Promise<number> {
  return page.evaluate(async (name) => {
    const link = [...document.querySelectorAll<HTMLAnchorElement>('nav a')].find((a) => a.textContent.trim() === name);
    const began = performance.now();
    link?.click();
    const isThere = (): boolean =>
      name === 'Runs'
        ? /[±–]/.test(document.querySelector('[role=row][aria-rowindex="2"]')?.textContent ?? '')
        : document.querySelector('[role=grid]') === null;
    while (!isThere()) await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    return performance.now() - began;
  }, view);
}

interface Scrolling {
  /** Milliseconds between pictures. */
  readonly median: number;
  readonly nineteenOfTwenty: number;
  readonly largest: number;
  /** Tasks above 50 ms, and the milliseconds of the longest. */
  readonly longTasks: number;
  readonly longest: number;
}

/** Scrolls the table by so many pixels with every picture. */
function scroll(page: Page, pixels: number): Promise<Scrolling> {
  return page.evaluate(async (step) => {
    const grid = document.querySelector('[role=grid]');
    if (grid === null) throw new Error('There is no table.');
    grid.scrollTop = 0;
    await new Promise((resolve) => setTimeout(resolve, 500));
    const blocked: number[] = [];
    const observer = new PerformanceObserver((list) =>
      blocked.push(...list.getEntries().map(({ duration }) => duration)),
    );
    observer.observe({ type: 'longtask' });
    const between: number[] = [];
    let last = await new Promise<number>(requestAnimationFrame);
    for (let frame = 0; frame < 300; frame++) {
      grid.scrollTop += step;
      const now = await new Promise<number>(requestAnimationFrame);
      between.push(now - last);
      last = now;
    }
    observer.disconnect();
    between.sort((a, b) => a - b);
    const at = (share: number): number => between[Math.floor(share * (between.length - 1))] ?? NaN;
    return {
      ...{ median: at(0.5), nineteenOfTwenty: at(0.95), largest: at(1) },
      ...{ longTasks: blocked.length, longest: Math.max(0, ...blocked) },
    };
  }, pixels);
}

async function measureWindow(page: Page): Promise<{ open: Times; scrolling: Record<string, Scrolling> }> {
  // What runs this program names functions by a helper of its own, which the page has not.
  await page.evaluate('globalThis.__name = (named) => named');
  const first = await openView(page, 'Runs');
  const again: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await openView(page, 'System');
    again.push(await openView(page, 'Runs'));
  }
  again.sort((a, b) => a - b);
  return {
    open: { first, median: again[(rounds - 1) / 2] ?? NaN },
    scrolling: {
      'scroll by 26 pixels a picture': await scroll(page, 26),
      'scroll by 400 pixels a picture': await scroll(page, 400),
    },
  };
}

let queries: Awaited<ReturnType<typeof timeQueries>> | undefined;
const application = await openInChromium(async (folder) => {
  const path = join(folder, 'gapscope', 'workspace.gapscope');
  mkdirSync(dirname(path));
  await fillWorkspace(path, runs);
  queries = await timeQueries(path);
});
try {
  const { open, scrolling } = await measureWindow(application.page);
  if (options.json) console.log(JSON.stringify({ runs, ...queries, open, scrolling }));
  else {
    const milliseconds = (value: number): string => `${value.toFixed(1)} ms`;
    console.log(`**The table of ${runs.toLocaleString('en-GB')} runs**\n\n| | first | median |\n|---|---|---|`);
    console.log(`| opening the workspace | ${milliseconds(queries?.openMilliseconds ?? NaN)} | |`);
    const rows = { ...queries?.results, 'the view in Chromium until rows are seen': open };
    for (const [name, { first, median }] of Object.entries(rows))
      console.log(`| ${name} | ${milliseconds(first)} | ${milliseconds(median)} |`);
    for (const [name, times] of Object.entries(scrolling))
      console.log(
        `\n${name}: ${milliseconds(times.median)} between pictures, 95 % within ${milliseconds(times.nineteenOfTwenty)}, ` +
          `largest ${milliseconds(times.largest)}; ${String(times.longTasks)} tasks above 50 ms (longest ${milliseconds(times.longest)})`,
      );
  }
} finally {
  await application.close();
}
