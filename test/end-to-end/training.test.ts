import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { accessibilityProblems } from './harness/accessibility-problems';
import { openInChromium } from './harness/open-in-chromium';
import { screenshot } from './harness/screenshot';
import { useApplication } from './harness/use-application';

const minutes = 60_000;

/** Six networks, slow enough to be seen, and to be paused in the middle. */
const sweep = {
  name: 'Networks on a circle',
  task: 'circle',
  groups: ['trivial'],
  trainers: ['diffusion?steps=1500&width=32&layers=2&frequencies=8&batch=32&samplingSteps=20'],
  sizes: [8, 16, 32],
  replicates: 2,
  testPoints: 200,
  samples: 64,
  backend: 'cpu',
};

async function state(page: Page, name: string): Promise<string | null> {
  const status = page.locator(`[data-testid=sweep-status][data-state=${name}]`);
  await status.waitFor({ timeout: 4 * minutes });
  return status.textContent();
}

describe('the training of networks', () => {
  const application = useApplication(openInChromium);

  it('is watched, paused, gone on with, cancelled, brought back, and extended', { timeout: 10 * minutes }, async () => {
    const { page, problems } = application();
    await page.keyboard.press('Alt+2');
    await page.getByRole('button', { name: 'As JSON' }).click();
    await page.getByLabel('The file that gapscope run takes').fill(JSON.stringify(sweep));
    await page.getByRole('button', { name: 'Start', exact: true }).click();

    // Losses appear while the networks are trained.
    await page.getByRole('button', { name: 'Losses', exact: true }).click({ timeout: 2 * minutes });
    const losses = page.getByTestId('losses');
    await losses.filter({ hasText: 'of 6 runs' }).waitFor();
    await page
      .getByRole('img', { name: /^Loss against training step.* [1-6] of 6 runs/ })
      .waitFor({ timeout: minutes });

    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    expect(await state(page, 'paused')).toContain('0 of 6 runs');
    const runs = page.getByRole('listbox', { name: /Runs/ });
    await runs.focus();
    await page.keyboard.press('ArrowRight');
    const details = page.getByTestId('run-details');
    expect(await details.textContent()).toContain('interrupted');
    await screenshot(page, 'training paused');

    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    await state(page, 'running');
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await state(page, 'cancelled');
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(await state(page, 'finished')).toContain('6 of 6 runs');
    await losses.filter({ hasText: '6 of 6 runs' }).waitFor();
    expect(await details.textContent()).toMatch(/n = 8, no\. 1.*finished.*gap.*time .*s.*memory .*KiB/);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await screenshot(page, `training finished ${colorScheme}`);
    }
    expect(await accessibilityProblems(page)).toEqual([]);

    await page.getByRole('button', { name: 'Extend', exact: true }).click();
    await page.getByLabel('More n').fill('4, x');
    await page.getByText('Whole numbers above 0').waitFor();
    await page.getByLabel('More n').fill('4');
    await page.getByRole('button', { name: 'Do these runs too' }).click();
    await page
      .locator('[data-testid=sweep-status][data-state=finished]', { hasText: '8 of 8 runs' })
      .waitFor({ timeout: 4 * minutes });
    await page.getByRole('link', { name: 'Open in History' }).click();
    await page.getByRole('button', { name: 'Losses', exact: true }).click();
    await losses.filter({ hasText: '8 of 8 runs' }).waitFor();
    await page.getByRole('button', { name: '8 runs' }).click();
    await page.getByRole('columnheader', { name: 'Memory' }).waitFor();
    await screenshot(page, 'training in runs');
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(problems).toEqual([]);
  });
});
