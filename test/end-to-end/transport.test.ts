import { describe, expect, it } from 'vitest';
import { accessibilityProblems } from './harness/accessibility-problems';
import { applications } from './harness/applications';
import { screenshot } from './harness/screenshot';
import { useApplication } from './harness/use-application';

const minutes = 60_000;

describe.each(applications)('in %s', (name, open) => {
  const application = useApplication(open);

  it(
    'shows Wasserstein distances between subsamples beside the gap, when asked',
    { timeout: 3 * minutes },
    async () => {
      const { page, problems } = application();
      await page.getByRole('checkbox', { name: 'Wasserstein distance W₂²' }).check();
      await page.getByRole('button', { name: 'Measure the MNIST digits' }).click();
      const panel = page.getByRole('region', { name: 'Wasserstein distances' });
      await panel.waitFor({ timeout: 2 * minutes });
      const rows = await panel.getByRole('row').allInnerTexts();
      expect(rows.slice(1).map((row) => Number(row.split('\t')[0]))).toEqual([4, 8, 16, 32, 64, 128, 256]);
      for (const row of rows.slice(1)) expect(Number(row.split('\t').at(-1))).toBeGreaterThanOrEqual(1);
      await panel.scrollIntoViewIfNeeded();
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await screenshot(page, `transport in ${name} ${colorScheme}`);
      }
      await page.emulateMedia({ colorScheme: 'light' });
      expect(await accessibilityProblems(page)).toEqual([]);
      await panel.getByRole('button', { name: 'Wasserstein distance' }).click();
      await page.getByRole('note').waitFor();
      await page.keyboard.press('Escape');
      expect(problems).toEqual([]);
    },
  );
});
