import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { accessibilityProblems } from './harness/accessibility-problems';
import { applications } from './harness/applications';
import { screenshot } from './harness/screenshot';
import { useApplication } from './harness/use-application';

const minutes = 60_000;

async function figure(page: Page, id: string): Promise<number> {
  const output = page.getByTestId(id);
  await output.waitFor({ timeout: 3 * minutes });
  return Number((await output.textContent())?.split('±')[0]?.split('×')[0]);
}

async function pictures(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await screenshot(page, `${name} ${colorScheme}`);
    expect(await accessibilityProblems(page)).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

describe.each(applications)('in %s', (name, open) => {
  const application = useApplication(open);

  it('answers each question about a fit in its tab, by keys alone', { timeout: 6 * minutes }, async () => {
    const { page, problems } = application();
    await page.keyboard.press('Alt+2');
    const preset = page.getByLabel('Preset');
    await preset.locator('option[value="torus-memorised"]').waitFor({ state: 'attached' });
    await preset.selectOption('torus-memorised');
    await page.getByTestId('planned').filter({ hasText: '112 runs' }).waitFor();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.locator('[data-testid=sweep-status][data-state=finished]').waitFor({ timeout: 3 * minutes });
    await page.getByRole('group', { name: 'Curves' }).getByRole('button', { name: 'Rotations SO(2)' }).click();

    const tabs = page.getByRole('tablist', { name: 'The fit' }).getByRole('tab');
    expect(await tabs.allInnerTexts()).toEqual([
      'Model',
      'Range',
      'Compare',
      'Residuals',
      'Local dimension',
      'Falsification',
      'Forecast',
    ]);
    const panel = page.getByRole('tabpanel');
    await panel.getByRole('rowheader', { name: 'C', exact: true }).waitFor();
    await pictures(page, `fit model in ${name}`);

    // One stop of the tab key; arrows go on from there, and round.
    await tabs.first().focus();
    await page.keyboard.press('ArrowRight');
    await panel.getByLabel('The same window for all curves').waitFor();
    await pictures(page, `fit range in ${name}`);
    await page.keyboard.press('ArrowRight');
    await panel.getByRole('columnheader', { name: 'Weight' }).waitFor();
    await screenshot(page, `fit compare in ${name}`);
    await page.keyboard.press('ArrowRight');
    await panel.getByRole('img', { name: 'Residuals of the fit' }).waitFor();
    await pictures(page, `fit residuals in ${name}`);
    await page.keyboard.press('ArrowRight');
    await panel.getByRole('img', { name: 'Dimension between each size' }).waitFor();
    expect(await panel.getByRole('row').count()).toBe(1 + 6);
    await pictures(page, `fit local dimension in ${name}`);
    await page.keyboard.press('ArrowRight');
    expect(await page.getByTestId('falsification').textContent()).toContain('consistent');
    expect((await page.getByTestId('verdict').textContent())?.includes('consistent')).toBe(true);
    await pictures(page, `fit falsification in ${name}`);
    await page.keyboard.press('End');
    // At a hundredth of the gap at n the two laws are 4π/n and π²/n²; what is saved is their ratio there.
    const gap = Number(await panel.getByLabel('n for a gap').inputValue());
    const saved = await figure(page, 'saved');
    const expected = (4 * Math.PI) / gap / (Math.PI / Math.sqrt(gap));
    expect(saved / expected).toBeGreaterThan(0.7);
    expect(saved / expected).toBeLessThan(1.4);
    await pictures(page, `fit forecast in ${name}`);
    await page.keyboard.press('ArrowRight');
    await panel.getByRole('rowheader', { name: 'C', exact: true }).waitFor();
    expect(problems).toEqual([]);
  });

  it('hides a curve by the legend, and the others keep their colours', async () => {
    const { page } = application();
    const legend = page.getByRole('group', { name: 'Legend' });
    const rotations = legend.getByRole('button', { name: 'Rotations SO(2)' });
    const colour = (): Promise<string> => rotations.locator('svg').evaluate((mark) => getComputedStyle(mark).color);
    const before = await colour();
    const lines = page.locator('.gap-chart .chart path');
    const all = await lines.count();
    await legend.getByRole('button', { name: 'No symmetry' }).click();
    // The chart is drawn with the next picture.
    await expect.poll(() => lines.count()).toBeLessThan(all);
    expect(await colour()).toBe(before);
    await legend.getByRole('button', { name: 'No symmetry' }).click();
    await expect.poll(() => lines.count()).toBe(all);
    await rotations.click({ modifiers: ['Shift'] });
    expect(await legend.getByRole('button', { name: 'No symmetry' }).getAttribute('aria-pressed')).toBe('false');
    await screenshot(page, `fit one curve in ${name}`);
    await rotations.click({ modifiers: ['Shift'] });
    await expect.poll(() => lines.count()).toBe(all);
  });

  it('moves the windows of all curves together', async () => {
    const { page } = application();
    await page.getByRole('tab', { name: 'Range' }).click();
    await page.getByLabel('The same window for all curves').check();
    const handle = page.getByRole('slider', { name: 'Smallest n of the fit' });
    await handle.focus();
    for (let press = 0; press < 3; press++) await page.keyboard.press('ArrowRight');
    const start = await handle.getAttribute('aria-valuenow');
    await page.getByRole('group', { name: 'Curves' }).getByRole('button', { name: 'No symmetry' }).click();
    expect(await handle.getAttribute('aria-valuenow')).toBe(start);
    await page.getByLabel('The same window for all curves').uncheck();
  });

  it('opens the tab again that was open', async () => {
    const { page } = application();
    await page.reload();
    await page.keyboard.press('Alt+1');
    await page.getByRole('button', { name: 'Measure the MNIST digits' }).click();
    await page.getByTestId('dimension').waitFor({ timeout: 3 * minutes });
    expect(await page.getByRole('tab', { name: 'Range' }).getAttribute('aria-selected')).toBe('true');
    await page.getByRole('tab', { name: 'Falsification' }).click();
    await page.getByText('only a task whose law is known').waitFor();
    await screenshot(page, `fit of data in ${name}`);
  });
});
