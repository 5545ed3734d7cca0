import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { accessibilityProblems } from './harness/accessibility-problems';
import { applications } from './harness/applications';
import { screenshot } from './harness/screenshot';
import { useApplication } from './harness/use-application';

const minutes = 60_000;
const cli = fileURLToPath(new URL('../../out/main/cli.js', import.meta.url));

/** Curves that need no network, so that all views have something to show in seconds. */
const sweep = {
  name: 'Torus by rotation',
  task: 'torus',
  groups: ['trivial', 'so2'],
  trainers: ['memoriser'],
  sizes: { from: 16, to: 1024, count: 7 },
  replicates: 4,
  testPoints: 1000,
};

/** What a command line answers, on the workspace that the window has open. */
async function answerOf<Schema extends z.ZodType>(
  folder: string,
  schema: Schema,
  ...args: readonly string[]
): Promise<z.output<Schema>> {
  const { stdout } = await promisify(execFile)(process.execPath, [cli, ...args], {
    env: { ...process.env, XDG_DATA_HOME: folder },
    maxBuffer: 1e8,
  });
  return schema.parse(JSON.parse(stdout));
}

interface Stored {
  readonly sweep: string;
  /** One of its runs, with a symmetry. */
  readonly run: string;
}

/** Runs the sweep by the command line. */
async function storeSweep(folder: string): Promise<Stored> {
  const file = join(folder, 'sweep.json');
  writeFileSync(file, JSON.stringify(sweep));
  const report = z.object({ sweep: z.object({ id: z.string() }) });
  const { id } = (await answerOf(folder, report, 'run', file, '--json')).sweep;
  const record = z.object({ runs: z.array(z.object({ id: z.string(), group: z.string() })) });
  const { runs } = await answerOf(folder, record, 'history', 'export', id, '--format', 'json');
  return { sweep: id, run: runs.find(({ group }) => group === 'so2')?.id ?? '' };
}

async function measureSomething(page: Page): Promise<void> {
  await goTo(page, '/measure');
  await page.getByRole('button', { name: 'Measure the MNIST digits' }).click();
  await page.getByTestId('dimension').waitFor({ timeout: 3 * minutes });
}

/** Opens a view by its address, and waits until it stands still. */
async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => (window.location.hash = to), path);
  await page.waitForFunction(() => document.querySelector('main')?.textContent.trim() !== '');
  let before = '';
  for (let look = 0; look < 40; look++) {
    await page.waitForTimeout(150);
    const now = await page.locator('main').innerHTML();
    if (now === before) return;
    before = now;
  }
}

/** The views of the bar, and what is opened in them, by what their pictures are called. */
async function pathsOf(page: Page, { sweep: id, run }: Stored): Promise<ReadonlyMap<string, string>> {
  const links = await page.getByRole('navigation', { name: 'Views' }).getByRole('link').all();
  const paths = await Promise.all(links.map(async (link) => (await link.getAttribute('href'))?.slice(1) ?? ''));
  return new Map([
    ...paths.map((path) => [path, path] as const),
    ['/history/stored', `/history/${id}`],
    ['/compare/stored', `/compare?sweeps=${id}`],
    ['/orbits/stored', `/orbits/${run}`],
  ]);
}

/** Whether something is cut off at the right of the window, or of the bar. */
function overflow(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('nav, header, main, main section, main form, dialog')]
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .filter((element) => getComputedStyle(element).overflowX !== 'auto')
      .map((element) => `${element.tagName} ${element.className} ${element.ariaLabel ?? ''}`),
  );
}

/** The smallest size that is supported, the usual one, and displays of four thousand pixels. */
const sizes = [
  { width: 1024, height: 700 },
  { width: 3840, height: 2160 },
] as const;

describe.each(applications)('in %s', (name, open) => {
  const application = useApplication(open);
  let stored: Stored;
  beforeAll(async () => {
    stored = await storeSweep(application().folder);
  });

  it('every view is accessible in light and dark, and holds what it shows', { timeout: 10 * minutes }, async () => {
    const { page, problems } = application();
    await measureSomething(page);
    const found: Record<string, string[]> = {};
    for (const [label, path] of await pathsOf(page, stored)) {
      await goTo(page, path);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await screenshot(page, `view ${label} in ${name} ${colorScheme}`);
        found[`${label} ${colorScheme}`] = await accessibilityProblems(page);
      }
      await page.emulateMedia({ colorScheme: 'light' });
      if (name === 'Electron') continue;
      const usual = page.viewportSize();
      for (const size of sizes) {
        await page.setViewportSize(size);
        await page.waitForTimeout(300);
        await screenshot(page, `view ${label} at ${String(size.width)}`);
        found[`${label} at ${String(size.width)}`] = await overflow(page);
      }
      if (usual !== null) await page.setViewportSize(usual);
    }
    expect(Object.fromEntries(Object.entries(found).filter(([, what]) => what.length > 0))).toEqual({});
    expect(problems).toEqual([]);
  });

  it('everything is found by a few letters, by keys alone', { timeout: 2 * minutes }, async () => {
    const { page } = application();
    await goTo(page, '/system');
    const palette = page.getByRole('dialog', { name: 'Command palette' });
    await page.keyboard.press('Control+k');
    await palette.waitFor();
    await page.keyboard.type('meas');
    await palette.getByRole('option', { name: /^Measure/, selected: true }).waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await screenshot(page, `palette in ${name} ${colorScheme}`);
      expect(await accessibilityProblems(page)).toEqual([]);
    }
    await page.keyboard.press('Enter');
    await palette.waitFor({ state: 'detached' });
    await expect.poll(() => page.url()).toMatch(/#\/measure$/);
    // Once more, for what is stored, and for a preset.
    await page.keyboard.press('Control+Shift+P');
    await page.keyboard.type('stored torus');
    await palette.getByRole('option', { name: /Torus by rotation.*Stored sweep/, selected: true }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toMatch(/#\/history\/.+/);
    await page.getByTestId('dimension').waitFor();
    await page.keyboard.press('Control+e');
    await page.getByRole('dialog', { name: 'Export' }).getByRole('combobox', { name: 'Size' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Export' }).waitFor({ state: 'hidden' });
    await page.keyboard.press('Control+k');
    await page.keyboard.type('preset hopf');
    await palette.getByRole('option', { name: /Preset/, selected: true }).waitFor();
    await page.keyboard.press('Escape');
    await palette.waitFor({ state: 'detached' });
    expect(page.url()).toMatch(/#\/history\/.+/);

    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await sheet.getByText('Command palette…').waitFor();
    await screenshot(page, `shortcuts in ${name}`);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
  });

  it('changes of a form are undone in its view, and text in its field', { timeout: 2 * minutes }, async () => {
    const { page } = application();
    await page.keyboard.press('Alt+1');
    const transport = page.getByRole('checkbox', { name: /Wasserstein/ });
    await transport.check();
    await page.keyboard.press('Control+z');
    await expect.poll(() => transport.isChecked()).toBe(false);
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(() => transport.isChecked()).toBe(true);
    const seed = page.getByLabel('Seed');
    await seed.fill('17');
    await page.keyboard.press('Control+z');
    await expect.poll(() => seed.inputValue()).toBe('1');
    expect(await transport.isChecked()).toBe(true);
  });

  it('files are dropped anywhere', { timeout: 2 * minutes }, async () => {
    const { page } = application();
    await goTo(page, '/help');
    const data = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['x,y\n1,2\n3,4\n5,6\n'], 'dropped.csv', { type: 'text/csv' }));
      return transfer;
    });
    await page.dispatchEvent('main', 'dragover', { dataTransfer: data });
    await page.getByText('Drop to open this file').waitFor();
    await page.dispatchEvent('main', 'drop', { dataTransfer: data });
    await expect.poll(() => page.getByLabel('Path').inputValue()).toMatch(/dropped[^/]*\.csv$/);
    expect(page.url()).toMatch(/#\/measure$/);
    const sweepFile = await page.evaluateHandle(
      (text) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([text], 'sweep.json', { type: 'application/json' }));
        return transfer;
      },
      JSON.stringify({ ...sweep, name: 'From a file' }),
    );
    await page.dispatchEvent('main', 'drop', { dataTransfer: sweepFile });
    await expect.poll(() => page.getByLabel('Name').inputValue()).toBe('From a file');
  });
});
