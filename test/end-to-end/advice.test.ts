import { describe, expect, it } from 'vitest';
import { accessibilityProblems } from './harness/accessibility-problems';
import { applications } from './harness/applications';
import { screenshot } from './harness/screenshot';
import { useApplication } from './harness/use-application';

const minutes = 60_000;

describe.each(applications)('in %s', (name, open) => {
  const application = useApplication(open);

  it('advises on the symmetries of a torus, one candidate after another', { timeout: 5 * minutes }, async () => {
    const { page, problems } = application();
    await page.getByRole('navigation').getByRole('link', { name: 'Symmetry' }).click();
    await page.getByRole('button', { name: 'Ask about points of a torus' }).click();
    const verdicts = page.getByRole('region', { name: 'Verdicts on the candidates' });
    await verdicts.waitFor({ timeout: 4 * minutes });
    const verdictOn = (group: string): Promise<string | null> =>
      verdicts.getByRole('row', { name: group }).getByTestId('symmetry-verdict').textContent();
    expect((await verdictOn('Rotations SO(2)'))?.trim()).toBe('has it');
    expect((await verdictOn('Permutations'))?.trim()).toBe('has not');

    await verdicts.getByRole('button', { name: 'Rotations SO(2)', exact: true }).click();
    const sentence = page.getByTestId('advice-sentence');
    expect(await sentence.textContent()).toMatch(/^The data have it; it is worth ×/);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await screenshot(page, `advice in ${name} ${colorScheme}`);
    }
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Data saved' }).first().click();
    await page.getByRole('note').waitFor();
    await page.keyboard.press('Escape');
    expect(problems).toEqual([]);
  });
});
