import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { accessibilityProblems } from './harness/accessibility-problems';
import { applications } from './harness/applications';
import { screenshot } from './harness/screenshot';
import { useApplication } from './harness/use-application';

const minutes = 60_000;

async function choosePreset(page: Page, preset: string, plan: string): Promise<void> {
  const field = page.getByLabel('Preset');
  await field.locator(`option[value="${preset}"]`).waitFor({ state: 'attached' });
  await field.selectOption(preset);
  await page.getByTestId('planned').filter({ hasText: plan }).waitFor();
}

describe.each(applications)('in %s', (name, open) => {
  const application = useApplication(open);

  it('makes a grid of several values, and says what is wrong at its field', { timeout: 2 * minutes }, async () => {
    const { page } = application();
    await page.keyboard.press('Alt+2');
    await choosePreset(page, 'torus-memorised', '112 runs in');
    const groups = page.getByRole('region', { name: 'Groups' });
    await groups.getByRole('checkbox', { name: 'Rotations C' }).check();
    await groups.getByLabel('Order', { exact: true }).fill('2, 3, 1000000000');
    await groups.getByText('Order: at most').waitFor();
    await groups.getByLabel('Order', { exact: true }).fill('2, 3, 5');
    await page.getByTestId('planned').filter({ hasText: '280 runs' }).waitFor();
    await page.getByRole('region', { name: 'Plan' }).getByText('5 curves × 7 sizes').waitFor();

    // Several values of the task's parameter are sweeps of their own.
    await page
      .getByRole('region', { name: 'Sweep', exact: true })
      .getByLabel('Dimension', { exact: true })
      .fill('2, 3');
    await page.getByText('these are 2 sweeps').waitFor();
    await page.getByTestId('planned').filter({ hasText: '2 sweeps, 560 runs' }).waitFor();
    await page
      .getByRole('group', { name: 'Task that is looked at' })
      .getByRole('button', { name: 'dimension = 3' })
      .click();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await screenshot(page, `sweep form in ${name} ${colorScheme}`);
      expect(await accessibilityProblems(page)).toEqual([]);
    }
    await page.emulateMedia({ colorScheme: 'light' });

    await page.getByLabel('Test points').fill('1');
    await page.getByText('Test points: at least 2').first().waitFor();
    expect(await page.getByLabel('Test points').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Test points').fill('512');
    await page.getByRole('button', { name: 'List', exact: true }).click();
    await page.getByLabel('n', { exact: true }).fill('8, x');
    await page.getByText('Whole numbers above 0').first().waitFor();
    await page.getByLabel('n', { exact: true }).fill('8, 16');
    await page.getByRole('button', { name: 'Replicates', exact: true }).click();
    await page.getByRole('note').getByText('1 to 10,000').waitFor();
    await page.keyboard.press('Escape');
    await page.getByTestId('planned').filter({ hasText: '2 sweeps, 160 runs' }).waitFor();
  });

  it('starts the sweeps of several tasks together', { timeout: 3 * minutes }, async () => {
    const { page } = application();
    await page.getByRole('button', { name: 'Start all' }).click();
    const ended = page.locator('[data-testid=sweep-status][data-state=finished]', { hasText: '80 of 80 runs' });
    await ended.waitFor({ timeout: minutes });
    const together = page.getByRole('group', { name: 'Sweeps started together' });
    await together.getByRole('button', { name: 'dimension = 3' }).click();
    await page.getByTestId('sweep-status').filter({ hasText: 'dimension = 3' }).waitFor();
    await ended.waitFor({ timeout: minutes });
    await page.getByRole('button', { name: 'Log', exact: true }).click();
    await page.getByRole('log', { name: 'Events' }).getByText('Started.').waitFor();
    await screenshot(page, `sweep log in ${name}`);
    expect(await accessibilityProblems(page)).toEqual([]);
    // What has run says how long more of it will take.
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    await page.getByLabel('Replicates').fill('9');
    await page.getByText(/From the time of \d+ earlier runs of these curves/).waitFor();
  });

  it('keeps the form in the address, and says so where a link is damaged', { timeout: 2 * minutes }, async () => {
    const { page } = application();
    await choosePreset(page, 'circle', '128 runs');
    await page.waitForURL(/#\/sweep\?s=[\w-]+$/);
    const link = page.url();
    await page.getByLabel('Name').fill('mine');
    await page.getByLabel('Replicates').fill('3');
    await page.waitForURL((url) => url.href !== link);
    const own = page.url();
    await page.evaluate((address) => void (location.href = address), link);
    await page.getByTestId('planned').filter({ hasText: '128 runs' }).waitFor();
    await page.evaluate((address) => void (location.href = address), own.slice(0, -4));
    await page.getByRole('alert').filter({ hasText: 'damaged or incomplete' }).waitFor();
    await screenshot(page, `damaged link in ${name}`);
    // A link can be pasted where the JSON stands, too.
    await page.getByRole('button', { name: 'As JSON' }).click();
    await page.getByLabel('The file that gapscope run takes').fill(own);
    await page.getByRole('button', { name: 'As a form' }).click();
    expect(await page.getByLabel('Name').inputValue()).toBe('mine');
    expect(await page.getByLabel('Replicates').inputValue()).toBe('3');
  });

  it('saves the sweep to a file, and loads it', { timeout: 2 * minutes }, async () => {
    const { page, folder, download, problems } = application();
    const path = join(folder, 'sweep.json');
    await download(() => page.getByRole('button', { name: 'Save', exact: true }).click(), path);
    const saved: unknown = JSON.parse(readFileSync(path, 'utf8'));
    expect(saved).toMatchObject({ name: 'mine', replicates: 3, task: 'circle' });
    writeFileSync(path, JSON.stringify({ ...Object(saved), name: 'loaded' }));
    await page.locator('input[type=file][accept*=json]').setInputFiles(path);
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('input[aria-label="Name"]')?.value === 'loaded',
    );
    writeFileSync(path, '{"task": 3}');
    await page.locator('input[type=file][accept*=json]').setInputFiles(path);
    await page.getByText(/sweep\.json: Task/).waitFor();
    expect(problems).toEqual([]);
  });

  it('offers the labels of a sample to predictors', { timeout: 2 * minutes }, async () => {
    const { page, problems } = application();
    // More test points than the data set has: said at that field.
    await page.getByLabel('Task', { exact: true }).selectOption('sample:digits');
    await page
      .getByText(/^Test points: /)
      .first()
      .waitFor();
    await choosePreset(page, 'digits', '96 runs');
    await page.getByRole('combobox', { name: 'Outputs' }).selectOption('labels');
    // Shifts move the image of such a pair, and leave its label.
    const groups = page.getByRole('region', { name: 'Groups' });
    expect(await groups.getByRole('checkbox', { name: 'Pixel shifts' }).isChecked()).toBe(true);
    const trainers = page.getByRole('region', { name: 'Trainers' });
    await trainers.getByRole('checkbox', { name: /^Classification/ }).check();
    await trainers.getByRole('checkbox', { name: /^Memoriser/ }).uncheck();
    await page.getByRole('region', { name: 'Plan' }).waitFor();
    await page.getByText(/The time is not known: no run of Classif/).waitFor();
    expect(await groups.locator('.error-line').count()).toBe(0);
    await page.setViewportSize({ width: 1024, height: 700 });
    await screenshot(page, `sweep form labels in ${name}`);
    await page.setViewportSize({ width: 1280, height: 820 });
    expect(problems).toEqual([]);
  });
});
