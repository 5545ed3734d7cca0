import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { accessibilityProblems } from './harness/accessibility-problems';
import { applications } from './harness/applications';
import { screenshot } from './harness/screenshot';
import { useApplication } from './harness/use-application';

const minutes = 60_000;

/** A name that a spreadsheet would run, on two lines, with what HTML and file systems mind. */
const evilName = '=cmd|\'/C calc\'!A0\n🌀 <b>bold</b> & "quoted", ../..';
const stored = {
  ...{ name: evilName, task: 'circle', groups: ['trivial', 'so2'], trainers: ['memoriser'] },
  ...{ sizes: [8, 16, 32, 64], replicates: 3, testPoints: 200, samples: 64 },
};
/** Steps so long that the loss is soon no number any more. */
const failing = {
  ...{ name: 'All of it fails', task: 'circle', groups: ['trivial'], backend: 'cpu' },
  trainers: ['diffusion?steps=60&width=8&layers=1&frequencies=4&batch=8&samplingSteps=5&rate=10&optimiser=sgd&clip=0'],
  ...{ sizes: [8, 16], replicates: 2, testPoints: 100, samples: 32 },
};

async function start(page: Page, declaration: object, state: string): Promise<void> {
  await page.keyboard.press('Alt+2');
  const text = page.getByLabel('The file that gapscope run takes');
  await text.or(page.getByRole('button', { name: 'As JSON' })).waitFor();
  if (!(await text.isVisible())) await page.getByRole('button', { name: 'As JSON' }).click();
  await text.fill(JSON.stringify(declaration));
  await page.getByTestId('planned').filter({ hasText: 'runs' }).waitFor();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.locator(`[data-testid=sweep-status][data-state=${state}]`).waitFor({ timeout: 2 * minutes });
}

async function openStored(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'History' }).click();
  await page.getByRole('region', { name: 'History' }).getByRole('link', { name }).click();
}

describe.each(applications)('in %s', (name, open) => {
  const application = useApplication(open);

  it('says in words what is wrong with a number, and no longer once it is changed', async () => {
    const { page } = application();
    await page.getByRole('button', { name: 'Task', exact: true }).click();
    await page.getByLabel('Rows').fill('1');
    await page.getByRole('alert').filter({ hasText: 'rows: expected at least 2' }).waitFor();
    await page.getByLabel('Rows').fill('4');
    await page.getByTestId('inspected').filter({ hasText: '4 points' }).waitFor();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    const tooFew = page.getByRole('alert').filter({ hasText: 'at least 5 points' });
    await tooFew.waitFor({ timeout: minutes });
    await page.getByLabel('Rows').fill('200');
    await tooFew.waitFor({ state: 'detached' });
  });

  it('keeps a curious name as it is, and out of the reach of spreadsheets', { timeout: 3 * minutes }, async () => {
    const { page, folder, download, problems } = application();
    await start(page, stored, 'finished');
    await openStored(page, /cmd/);
    await page.getByTestId('dimension').waitFor();
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const csv = join(folder, 'runs.csv');
    await download(() => page.getByRole('button', { name: 'CSV', exact: true }).click(), csv);
    const { data } = Papa.parse<Record<string, string>>(readFileSync(csv, 'utf8'), { header: true });
    const rows = data.filter(({ run }) => run !== undefined);
    expect(rows).toHaveLength(24);
    expect(new Set(rows.map((row) => row['name']))).toEqual(new Set([`'${evilName}`]));
    const json = join(folder, 'sweep.json');
    await download(() => page.getByRole('button', { name: 'JSON', exact: true }).click(), json);
    expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({ declaration: { name: evilName } });
    await page.keyboard.press('Escape');
    for (const view of ['Runs', 'Compare', 'Orbits']) {
      await page.getByRole('navigation').getByRole('link', { name: view }).click();
      await page
        .getByText(/=cmd\|'\/C calc'!A0\s🌀 <b>bold<\/b>/)
        .first()
        .waitFor();
    }
    expect(problems).toEqual([]);
  });

  it('says why all runs of a sweep have failed, and what to do', { timeout: 3 * minutes }, async () => {
    const { page, problems } = application();
    await start(page, failing, 'failed');
    await openStored(page, /All of it fails/);
    const results = page.getByRole('region', { name: 'Results' });
    await results.getByText('The loss was no longer a finite number').waitFor();
    await results.getByText('Retry them').waitFor();
    await page.getByRole('button', { name: 'Retry the failed' }).waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await screenshot(page, `failed sweep in ${name} ${colorScheme}`);
      expect(await accessibilityProblems(page)).toEqual([]);
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await page.getByRole('button', { name: 'Losses', exact: true }).click();
    await page.getByTestId('losses').filter({ hasText: 'of 4 runs' }).waitFor();
    await screenshot(page, `losses of a failed sweep in ${name}`);
    expect(problems).toEqual([]);
  });

  // The desktop has one window.
  if (name !== 'Chromium') return;

  it('says that a sweep was deleted elsewhere while it is looked at, and brings it back', async () => {
    const { page, problems } = application();
    await openStored(page, /All of it fails/);
    await page.getByRole('button', { name: 'Retry the failed' }).waitFor();
    const context = await page
      .context()
      .browser()
      ?.newContext({ storageState: await page.context().storageState() });
    const other = await context?.newPage();
    if (other === undefined) throw new Error('No other window was opened.');
    await other.goto(page.url());
    await other.getByRole('button', { name: 'Delete this sweep' }).click();
    await page.getByText('Deleted: it is in no list').waitFor();
    const list = page.getByRole('region', { name: 'History' });
    await list.getByText('1 sweep', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Retry the failed' }).count()).toBe(0);
    await screenshot(page, 'sweep that was deleted elsewhere');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Bring it back' }).click();
    await list.getByText('2 sweeps', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Delete this sweep' }).waitFor();
    await other.getByRole('region', { name: 'History' }).getByText('2 sweeps', { exact: true }).waitFor();
    await context?.close();
    expect(problems).toEqual([]);
  });
});
