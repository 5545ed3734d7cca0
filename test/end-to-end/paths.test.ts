import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityProblems } from './harness/accessibility-problems';
import { applications } from './harness/applications';
import type { OpenApplication } from './harness/open-application';
import { screenshot } from './harness/screenshot';

const minutes = 60_000;

async function shownDimension(page: Page): Promise<number> {
  const output = page.getByTestId('dimension');
  await output.waitFor({ timeout: 3 * minutes });
  return Number((await output.textContent())?.split('±')[0]);
}

async function goTo(page: Page, view: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: view }).click();
}

/** Pictures in both themes, at the usual and at the smallest size that is supported. */
async function pictures(page: Page, name: string, application: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await screenshot(page, `${name} in ${application} ${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

describe.each(applications)('in %s', (name, open) => {
  let application: OpenApplication;
  let page: Page;

  beforeAll(async () => {
    application = await open();
    page = application.page;
  }, 2 * minutes);

  afterAll(async () => {
    await application.close();
  });

  it('goes from the start to the dimension of the MNIST digits', { timeout: 5 * minutes }, async () => {
    await goTo(page, 'Measure');
    await page.getByRole('button', { name: 'Measure the MNIST digits' }).click();
    // Published maximum-likelihood estimates lie about 13.
    const dimension = await shownDimension(page);
    expect(dimension).toBeGreaterThan(11);
    expect(dimension).toBeLessThan(15);
    await pictures(page, 'measure', name);
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('fits anew as the window is moved by keys, and says what a term means', async () => {
    const before = await page.getByTestId('dimension').textContent();
    const handle = page.getByRole('slider', { name: 'Smallest n of the fit' });
    const start = Number(await handle.getAttribute('aria-valuenow'));
    await handle.focus();
    for (let press = 0; press < 6; press++) await page.keyboard.press('ArrowRight');
    expect(Number(await handle.getAttribute('aria-valuenow'))).toBeGreaterThan(start);
    expect(await page.getByTestId('dimension').textContent()).not.toBe(before);
    await page.getByRole('button', { name: 'p-value' }).click();
    await page.getByRole('note').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('note').waitFor({ state: 'hidden' });
  });

  it('goes from the torus preset through its run to the history', { timeout: 5 * minutes }, async () => {
    await page.keyboard.press('Alt+2');
    const preset = page.getByLabel('Preset');
    await preset.locator('option[value="torus-memorised"]').waitFor({ state: 'attached' });
    await preset.selectOption('torus-memorised');
    await page.getByTestId('planned').filter({ hasText: '112 runs' }).waitFor();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.locator('[data-testid=sweep-status][data-state=finished]').waitFor({ timeout: 3 * minutes });
    await pictures(page, 'sweep', name);
    expect(await accessibilityProblems(page)).toEqual([]);

    await page.getByRole('link', { name: 'Open in History' }).click();
    expect(Math.abs((await shownDimension(page)) - 2)).toBeLessThan(0.15);
    expect(await page.getByTestId('verdict').textContent()).toContain('consistent');
    await page.getByRole('group', { name: 'Curves' }).getByRole('button', { name: 'Rotations SO(2)' }).click();
    expect(Math.abs((await shownDimension(page)) - 1)).toBeLessThan(0.1);
    expect(await page.getByTestId('verdict').textContent()).toContain('consistent');
    await pictures(page, 'history', name);
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('deletes a sweep, and brings it back', async () => {
    const entry = page.getByRole('region', { name: 'History' }).getByRole('listitem');
    await page.getByRole('button', { name: 'Delete this sweep' }).click();
    await entry.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await entry.waitFor();
    await page.getByTestId('dimension').waitFor();
  });

  it('exports the numbers and the chart', async () => {
    await page.getByRole('button', { name: 'Export', exact: true }).first().click();
    const save = async (format: string): Promise<string> => {
      const path = join(application.folder, `export.${format}`);
      await application.download(() => page.getByRole('button', { name: format, exact: true }).click(), path);
      return path;
    };
    const lines = readFileSync(await save('CSV'), 'utf8')
      .trim()
      .split('\n');
    expect(lines).toHaveLength(1 + 112);
    expect(readFileSync(await save('SVG'), 'utf8')).toMatch(/^<svg[^]*representation gap R\(n\)[^]*<\/svg>\s*$/);
    expect(statSync(await save('PNG 2×')).size).toBeGreaterThan(10_000);
    await page.keyboard.press('Escape');
  });

  it('cancels a sweep, and resumes it to its end', { timeout: 4 * minutes }, async () => {
    await goTo(page, 'Sweep');
    await page.getByLabel('Preset').selectOption('torus-memorised');
    await page.getByLabel('Test points').fill('20000');
    await page.getByLabel('Replicates').fill('16');
    await page.getByTestId('planned').filter({ hasText: '224 runs' }).waitFor();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    const status = page.getByTestId('sweep-status');
    const ended = async (state: string): Promise<string | null> => {
      await page.locator(`[data-testid=sweep-status][data-state=${state}]`).waitFor({ timeout: 3 * minutes });
      return status.textContent();
    };
    expect(await ended('cancelled')).not.toContain('224 of 224 runs');
    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    expect(await ended('finished')).toContain('224 of 224 runs');
  });

  it('keeps what was typed when views are switched, and complains of nothing', async () => {
    await goTo(page, 'Sweep');
    await page.getByLabel('Name').fill('my own sweep');
    await goTo(page, 'System');
    await page.getByRole('columnheader', { name: 'Self-test error' }).waitFor({ timeout: minutes });
    await screenshot(page, `system in ${name}`);
    await goTo(page, 'Sweep');
    expect(await page.getByLabel('Name').inputValue()).toBe('my own sweep');
    expect(application.problems).toEqual([]);
  });
});
