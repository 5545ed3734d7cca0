import { describe, expect, it } from 'vitest';
import { accessibilityProblems } from './harness/accessibility-problems';
import { applications } from './harness/applications';
import { screenshot } from './harness/screenshot';
import { useApplication } from './harness/use-application';

describe.each(applications)('in %s', (name, open) => {
  const application = useApplication(open);

  it('says which estimator to trust, with figures for each', async () => {
    const { page, problems } = application();
    await page.getByRole('navigation').getByRole('link', { name: 'Help' }).click();
    const row = page.getByRole('row', { name: 'Calibrated gap' });
    await row.waitFor();
    expect(await row.getByRole('cell').allTextContents()).not.toContain('NaN');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await screenshot(page, `help in ${name} ${colorScheme}`);
      expect(await accessibilityProblems(page)).toEqual([]);
    }
    expect(problems).toEqual([]);
  });
});
