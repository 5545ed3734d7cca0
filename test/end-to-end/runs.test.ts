import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityProblems } from './harness/accessibility-problems';
import { applications } from './harness/applications';
import type { OpenApplication } from './harness/open-application';
import { screenshot } from './harness/screenshot';

const minutes = 60_000;

function declared(name: string, task: string, groups: string[], replicates: number): string {
  const sizes = [8, 16, 32];
  return JSON.stringify({ name, task, groups, trainers: ['memoriser'], sizes, replicates, testPoints: 256 });
}

async function goTo(page: Page, view: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: view }).click();
}

async function runSweep(page: Page, declaration: string, runs: number): Promise<void> {
  await goTo(page, 'Sweep');
  const text = page.getByLabel('The file that gapscope run takes');
  if (!(await text.isVisible())) await page.getByRole('button', { name: 'As JSON' }).click();
  await text.fill(declaration);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  const all = `${String(runs)} of ${String(runs)} runs`;
  await page
    .locator('[data-testid=sweep-status][data-state=finished]', { hasText: all })
    .waitFor({ timeout: 2 * minutes });
}

const isAscending = (values: readonly number[]): boolean =>
  values.every((value, i) => i === 0 || value >= (values[i - 1] ?? Infinity));

describe.each(applications)('the table of runs in %s', (name, open) => {
  let application: OpenApplication;
  let page: Page;
  let grid: Locator;

  beforeAll(async () => {
    application = await open();
    page = application.page;
    grid = page.getByRole('grid');
    page.setDefaultTimeout(15_000);
  }, 2 * minutes);
  afterAll(() => application.close());

  const shows = (text: string): Promise<void> =>
    page.getByTestId('runs-shown').getByText(text, { exact: true }).waitFor();
  const row = (place: number): Locator => grid.locator(`[role=row][aria-rowindex="${String(place + 1)}"]`);
  /** The texts of a column's cells from the first row on. */
  const column = async (title: string, rows: number): Promise<string[]> => {
    const titles = await grid.getByRole('columnheader').allTextContents();
    const at = titles.findIndex((text) => text.trim().startsWith(title));
    const texts: string[] = [];
    for (let place = 1; place <= rows; place++)
      texts.push((await row(place).getByRole('gridcell').nth(at).textContent())?.trim() ?? '');
    return texts;
  };
  const pictures = async (what: string): Promise<void> => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await screenshot(page, `runs ${what} in ${name} ${colorScheme}`);
      expect(await accessibilityProblems(page)).toEqual([]);
    }
    await page.emulateMedia({ colorScheme: 'light' });
  };

  it('says what to do while there is none', async () => {
    await goTo(page, 'Runs');
    await page.getByText('Nothing has been run yet').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('has every run of every sweep, newest sweep first', { timeout: 5 * minutes }, async () => {
    await runSweep(page, declared('=Circles', 'circle', ['trivial', 'so2'], 4), 24);
    await runSweep(page, declared('Tori', 'torus', ['trivial'], 4), 12);
    await goTo(page, 'Runs');
    await shows('36 runs');
    expect(await column('Sweep', 13)).toEqual([...Array<string>(12).fill('Tori'), '=Circles']);
    expect(await column('n', 5)).toEqual(['8', '8', '8', '8', '16']);
    await pictures('table');
  });

  it('is searched, filtered and sorted', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('tori');
    await shows('Showing 12 of 36 runs');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await shows('36 runs');

    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByLabel('Column', { exact: true }).selectOption('n');
    await page.getByLabel('At least').fill('16');
    await page.getByLabel('At least').press('Enter');
    await shows('Showing 24 of 36 runs');
    await page.getByLabel('Column', { exact: true }).selectOption('group');
    await page.getByRole('checkbox', { name: 'so2' }).check();
    await shows('Showing 8 of 36 runs');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Take off: n ≥ 16' }).click();
    await shows('Showing 12 of 36 runs');
    await page.getByRole('button', { name: 'All runs', exact: true }).click();
    await shows('36 runs');

    const head = page.getByRole('columnheader', { name: /^Gap/ });
    await head.getByRole('button').click();
    await page.locator('[role=columnheader][aria-sort=ascending]').waitFor();
    const gaps = async (): Promise<number[]> => (await column('Gap', 12)).map((text) => Number(text.split(' ')[0]));
    // The rows come a moment after the sign.
    await expect.poll(async () => isAscending(await gaps())).toBe(true);
    expect((await gaps()).every((gap) => gap >= 0)).toBe(true);
    await head.getByRole('button').click();
    await head.getByRole('button').click();
    await page.locator('[role=columnheader][aria-sort=ascending]').waitFor({ state: 'detached' });
  });

  it('takes tags and notes in place, which are undone', async () => {
    await row(1).getByRole('gridcell').last().dblclick();
    await page.getByLabel('Note', { exact: true }).fill('an odd one');
    await page.keyboard.press('Enter');
    await row(1).getByText('an odd one').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await row(1).getByText('an odd one').waitFor({ state: 'detached' });

    await grid.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Shift+ArrowDown');
    await shows('36 runs · 2 selected');
    await page.getByRole('button', { name: 'Tag', exact: true }).click();
    await page.getByRole('combobox', { name: 'Tag' }).fill('odd');
    await page.getByRole('button', { name: 'Tag runs' }).click();
    await row(2).getByText('odd').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByLabel('Column', { exact: true }).selectOption('tag');
    await page.getByRole('checkbox', { name: 'odd' }).check();
    await page.keyboard.press('Escape');
    await page.getByTestId('runs-shown').filter({ hasText: 'Showing 2 of 36 runs' }).waitFor();
    await page.getByRole('button', { name: 'All runs', exact: true }).click();
  });

  it('keeps named views, and the last arrangement, when it is opened again', async () => {
    await page.getByRole('button', { name: 'Columns', exact: true }).click();
    await page.getByRole('checkbox', { name: 'Seed' }).check();
    await page.getByRole('checkbox', { name: 'Time' }).uncheck();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Views', exact: true }).click();
    await page.getByLabel('Name of this view').fill('With seeds');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'With seeds', exact: true }).waitFor();
    await page.getByRole('button', { name: 'As at first' }).click();
    await page.getByRole('columnheader', { name: 'Seed' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Views', exact: true }).click();
    await page.getByRole('button', { name: 'With seeds', exact: true }).click();
    await page.getByRole('columnheader', { name: 'Seed' }).waitFor();
    const moved = page.getByRole('columnheader', { name: 'Seed' }).getByRole('button');
    await moved.press('Alt+ArrowLeft');
    // What is arranged is kept a moment later.
    await page.waitForTimeout(1500);
    await page.reload();
    await shows('36 runs');
    const titles = await grid.getByRole('columnheader').allTextContents();
    expect(titles.slice(-2).map((title) => title.trim())).toEqual(['Seed', 'Note']);
    expect(titles.map((title) => title.trim())).not.toContain('Time');
  });

  it('is written as CSV whose means are those of the groups', async () => {
    const path = join(application.folder, 'runs.csv');
    await application.download(() => page.getByRole('button', { name: 'CSV', exact: true }).click(), path);
    const { data } = Papa.parse<Record<string, string>>(readFileSync(path, 'utf8'), {
      header: true,
      skipEmptyLines: true,
    });
    expect(data).toHaveLength(36);
    expect(data.at(-1)?.['sweep']).toBe("'=Circles");
    expect(data[0]?.['task.dimension']).toBe('2');
    const gaps = data.slice(0, 4).map((line) => Number(line['gap']));
    expect(data.slice(0, 4).map((line) => line['n'])).toEqual(['8', '8', '8', '8']);
    await page.getByRole('button', { name: 'By curve and n' }).click();
    await page.getByTestId('runs-shown').filter({ hasText: '9 groups of 36 runs' }).waitFor();
    const [shown = '', half = ''] = ((await column('Gap', 1))[0] ?? '').split(' ± ');
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / 4;
    const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / 3);
    expect(Number(shown)).toBeCloseTo(mean, 2);
    // Student's 97.5 % point with three degrees of freedom.
    expect(Number(half) / ((3.182446 * deviation) / 2)).toBeCloseTo(1, 1);
    await pictures('by curve and n');
    await page.getByRole('button', { name: 'By curve', exact: true }).click();
    await page.getByTestId('runs-shown').filter({ hasText: '3 groups of 36 runs' }).waitFor();
    expect(await column('n', 3)).toEqual(['8 to 32', '8 to 32', '8 to 32']);
    await page.getByRole('group', { name: 'What a row is' }).getByRole('button', { name: 'Runs' }).click();
  });

  it('is narrowed by brushing parallel coordinates', async () => {
    await page.getByRole('button', { name: 'Parallel' }).click();
    const chart = page.getByRole('img', { name: /^Runs as lines across n, Gap/ });
    const box = await chart.boundingBox();
    if (box === null) throw new Error('The chart has no size.');
    await page.getByText('Showing 36 of 36 runs').waitFor();
    // The upper part of the first axis: the largest n.
    await page.mouse.move(box.x + 60, box.y + 80);
    await page.mouse.down();
    await page.mouse.move(box.x + 60, box.y + 60, { steps: 4 });
    await page.mouse.move(box.x + 60, box.y + 20, { steps: 8 });
    await page.mouse.up();
    await page.getByTestId('runs-shown').filter({ hasText: 'Showing 12 of 36 runs' }).waitFor();
    await pictures('parallel');
    await page.getByRole('button', { name: 'All runs', exact: true }).click();
    await shows('36 runs');
    await page.getByRole('button', { name: 'Parallel' }).click();
  });

  it('deletes whole sweeps, and brings them back', async () => {
    await row(1).click();
    await page.getByRole('button', { name: 'Delete sweeps' }).click();
    await page.getByText('‘Tori’ and its 12 runs are deleted.').waitFor();
    await shows('24 runs');
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await shows('36 runs · 1 selected');
  });

  it('fits the smallest window, opens the sweep by Enter, and complains of nothing', async () => {
    await page.setViewportSize({ width: 1024, height: 700 });
    await grid.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '=Circles' }).waitFor();
    await page.goBack();
    await shows('36 runs');
    await page.keyboard.press('/');
    await screenshot(page, `runs at 1024 in ${name}`);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(overflow).toBe(false);
    expect(application.problems).toEqual([]);
  });
});
