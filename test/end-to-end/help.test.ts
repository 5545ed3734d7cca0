import { describe, expect, it } from 'vitest';
import { accessibilityProblems } from './harness/accessibility-problems';
import { applications } from './harness/applications';
import { screenshot } from './harness/screenshot';
import { useApplication } from './harness/use-application';

const minutes = 60_000;

describe.each(applications)('in %s', (name, open) => {
  const application = useApplication(open);

  it('leads from a term to the mathematics behind it', async () => {
    const { page } = application();
    await page.getByRole('button', { name: 'Modulo the groups' }).click();
    await page.getByRole('note').getByRole('link', { name: 'More in Help' }).click();
    const heading = page.getByRole('heading', { name: 'Symmetry: quotients and orbits' });
    await heading.waitFor();
    expect(page.url()).toMatch(/#\/help\/quotient$/);
    expect((await heading.boundingBox())?.y).toBeLessThan(200);
  });

  it('brings each part to the top, whatever of those above it has been laid out', async () => {
    const { page } = application();
    const contents = page.getByRole('navigation', { name: 'Contents' });
    for (const title of ['Glossary', 'Conditions of the laws', 'Which estimator to trust']) {
      await contents.getByRole('link', { name: title, exact: true }).click();
      const heading = page.getByRole('heading', { name: title, exact: true, level: 2 });
      await expect.poll(async () => (await heading.boundingBox())?.y ?? 0).toBeGreaterThan(40);
      // Parts that come near take their height only now.
      await page.waitForTimeout(500);
      const top = (await heading.boundingBox())?.y ?? 0;
      expect(top).toBeGreaterThan(40);
      expect(top).toBeLessThan(80);
    }
  });

  it('says which estimator to trust, with figures for each', async () => {
    const { page } = application();
    await page.getByRole('navigation', { name: 'Contents' }).getByRole('link', { name: 'Which estimator' }).click();
    // By the number of points, and by kind of manifold.
    const rows = page.getByRole('row', { name: 'Calibrated gap' });
    await rows.first().waitFor();
    expect(await rows.count()).toBe(2);
    expect(await rows.getByRole('cell').allTextContents()).not.toContain('NaN');
    await rows.first().scrollIntoViewIfNeeded();
    await screenshot(page, `estimators in ${name}`);
  });

  it('computes constants that are known in closed form, and agrees with them', { timeout: 2 * minutes }, async () => {
    const { page } = application();
    await page.getByRole('navigation', { name: 'Contents' }).getByRole('link', { name: 'Spaces whose law' }).click();
    const known = page.getByRole('region', { name: 'Spaces whose law is known' });
    await known.getByTestId('computed-constant').first().waitFor({ timeout: minutes });
    await page.waitForFunction(
      () => [...document.querySelectorAll('[data-testid=computed-constant]')].every((cell) => cell.textContent !== '…'),
      undefined,
      { timeout: minutes },
    );
    const rows = await known.getByRole('row').allInnerTexts();
    expect(rows).toHaveLength(1 + 12);
    for (const row of rows.slice(1)) {
      const percent = /([−\d.]+(?:\s×\s10\S+)?) %$/.exec(row.trim())?.[1] ?? '';
      expect(percent, row).not.toBe('');
      // In powers of ten it is far below.
      if (!percent.includes('×')) expect(Math.abs(Number(percent.replace('−', '-'))), row).toBeLessThan(0.5);
    }
  });

  it('has a glossary that is searched, and nothing that hinders', async () => {
    const { page, problems } = application();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await screenshot(page, `help in ${name} ${colorScheme}`);
      expect(await accessibilityProblems(page)).toEqual([]);
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await page
      .getByRole('navigation', { name: 'Contents' })
      .getByRole('link', { name: 'The representation gap' })
      .click();
    await screenshot(page, `help top in ${name}`);
    await page.getByRole('searchbox', { name: 'Search the glossary' }).fill('coupon certainly not');
    await page.getByText('No term’s explanation contains').waitFor();
    await page.getByRole('searchbox', { name: 'Search the glossary' }).fill('wasserstein');
    await page.getByRole('term').filter({ hasText: 'Wasserstein distance W₂²' }).waitFor();
    expect(problems).toEqual([]);
  });
});
