import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { applications } from './harness/applications';
import { screenshot } from './harness/screenshot';
import { useApplication } from './harness/use-application';

const minutes = 60_000;

const sweep = {
  name: 'nearest neighbours',
  task: 'regression?target=twist&frequency=1',
  groups: ['trivial', 'so2'],
  trainers: ['nearest-neighbour'],
  sizes: [16, 32, 64, 128],
  replicates: 4,
  testPoints: 400,
  samples: 1000,
};

/** The number before the ± of a figure. */
async function figure(page: Page, id: string): Promise<number> {
  const shown = page.getByTestId(id);
  await shown.waitFor({ timeout: 2 * minutes });
  return Number((await shown.textContent())?.split('±')[0]?.replace('−', '-'));
}

describe.each(applications)('in %s', (name, open) => {
  const application = useApplication(open);

  it(
    'shows the generalization error of predictors beside their gap, with both slopes',
    { timeout: 4 * minutes },
    async () => {
      const { page, problems } = application();
      await page.keyboard.press('Alt+2');
      await page.getByRole('button', { name: 'As JSON' }).click();
      await page.getByLabel('The file that gapscope run takes').fill(JSON.stringify(sweep));
      await page.getByTestId('planned').filter({ hasText: '32 runs' }).waitFor();
      await page.getByRole('button', { name: 'Start', exact: true }).click();
      await page.locator('[data-testid=sweep-status][data-state=finished]').waitFor({ timeout: 2 * minutes });
      await page.getByRole('link', { name: 'Open in History' }).click();
      const panel = page.getByRole('region', { name: 'Generalization error' });
      await panel.waitFor();
      // −2/d with d = 2 and, up to rotations, 1.
      expect(Math.abs((await figure(page, 'slope-gap')) + 1)).toBeLessThan(0.3);
      expect(Math.abs((await figure(page, 'slope-generalization')) + 1)).toBeLessThan(0.4);
      expect(await panel.getByRole('row').count()).toBe(1 + 4);
      await page.getByRole('group', { name: 'Curves' }).getByRole('button', { name: 'Rotations SO(2)' }).click();
      expect(Math.abs((await figure(page, 'slope-gap')) + 2)).toBeLessThan(0.6);
      await page.getByRole('button', { name: '32 runs' }).click();
      await page.getByRole('columnheader', { name: 'Error ± s.e.', exact: true }).waitFor();
      await screenshot(page, `prediction in ${name}`);
      expect(problems).toEqual([]);
    },
  );
});
