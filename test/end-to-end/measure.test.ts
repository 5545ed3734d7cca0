import { describe, expect, it } from 'vitest';
import { accessibilityProblems } from './harness/accessibility-problems';
import { applications } from './harness/applications';
import { screenshot } from './harness/screenshot';
import { useApplication } from './harness/use-application';

const minutes = 60_000;

describe.each(applications)('in %s', (name, open) => {
  const application = useApplication(open);

  it('measures several groups at once, and puts estimators side by side', { timeout: 4 * minutes }, async () => {
    const { page } = application();
    await page.getByRole('button', { name: 'Task', exact: true }).click();
    await page.getByLabel('Task', { exact: true }).selectOption('torus');
    await page.getByLabel('Rows').fill('600');
    await page.getByTestId('inspected').filter({ hasText: '600 points, D = 4; no duplicates.' }).waitFor();
    await page.getByRole('checkbox', { name: 'Rotations SO(2)' }).check();
    await page.getByRole('checkbox', { name: 'Two nearest neighbours' }).check();
    await page.getByRole('checkbox', { name: /^Gride/ }).check();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    // The first curve is seen while the second is computed.
    await page.getByRole('group', { name: 'What is shown' }).getByRole('button', { name: 'Estimators' }).click();
    const board = page.getByRole('region', { name: 'Estimators side by side' });
    await board.getByRole('columnheader', { name: 'Rotations SO(2)' }).waitFor({ timeout: 2 * minutes });
    const slope = await board.getByRole('row', { name: 'Slope of the gap curve' }).getByRole('cell').allInnerTexts();
    const values = slope.map((text) => Number(text.split(' ')[0])).filter((value) => value > 0);
    expect(values[0]).toBeCloseTo(2, 0);
    expect(values[1]).toBeCloseTo(1, 0);
    expect(await board.getByRole('row').count()).toBe(1 + 3);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await screenshot(page, `estimators in ${name} ${colorScheme}`);
      expect(await accessibilityProblems(page)).toEqual([]);
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1024, height: 700 });
    await screenshot(page, `estimators narrow in ${name}`);
    await page.setViewportSize({ width: 1280, height: 820 });
  });

  it('shows a curve as it is measured, which the whole one replaces', { timeout: 4 * minutes }, async () => {
    const { page, problems } = application();
    await page.getByRole('group', { name: 'What is shown' }).getByRole('button', { name: 'Curve' }).click();
    await page.getByLabel('Rows').fill('8000');
    await page.getByTestId('inspected').filter({ hasText: '8,000 points' }).waitFor();
    for (const estimator of await page.getByRole('group', { name: 'Estimators' }).getByRole('checkbox').all())
      await estimator.uncheck();
    await page.getByRole('checkbox', { name: 'Rotations SO(2)' }).uncheck();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    const soFar = page.getByTestId('curve-so-far');
    await soFar.filter({ hasText: /so far: tested [\d,]+ of [\d,]+ points/ }).waitFor({ timeout: minutes });
    // What was measured with other settings is no longer shown beside it.
    expect(await page.getByRole('region', { name: 'Results' }).count()).toBe(0);
    const chart = page.getByRole('img', { name: /^Gap against training-set size/ });
    expect(await chart.count()).toBe(1);
    await screenshot(page, `measuring in ${name}`);
    await page.getByRole('region', { name: 'Results' }).waitFor({ timeout: 2 * minutes });
    expect(await soFar.count()).toBe(0);
    await page
      .getByText(/^8,000$/)
      .first()
      .waitFor();
    expect(problems).toEqual([]);
    // As the next path found it.
    await page.getByLabel('Rows').fill('600');
    await page.getByRole('checkbox', { name: 'Rotations SO(2)' }).check();
    await page.getByTestId('inspected').filter({ hasText: '600 points' }).waitFor();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page
      .getByRole('region', { name: 'Results' })
      .getByText(/Rotations SO\(2\)/)
      .first()
      .waitFor({ timeout: minutes });
  });

  it('goes on to training on what was measured, and to its symmetries', { timeout: 3 * minutes }, async () => {
    const { page, problems } = application();
    await page.getByRole('button', { name: 'Train to confirm' }).click();
    await page.getByTestId('planned').filter({ hasText: '80 runs' }).waitFor({ timeout: minutes });
    expect(await page.getByLabel('Name').inputValue()).toBe('torus, trained');
    expect(await page.getByRole('checkbox', { name: 'Diffusion network' }).isChecked()).toBe(true);
    expect(await page.getByRole('checkbox', { name: 'Rotations SO(2)' }).isChecked()).toBe(true);
    await page.keyboard.press('Alt+1');
    await page.getByRole('button', { name: 'Which symmetries?' }).click();
    await page.getByText('Looking at each candidate…').waitFor();
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    expect(problems).toEqual([]);
  });

  it('takes the labels of a sample as classes for predictors', { timeout: 3 * minutes }, async () => {
    const { page, problems } = application();
    await page.keyboard.press('Alt+1');
    await page.getByRole('button', { name: 'Sample', exact: true }).click();
    await page.getByLabel('Data set').selectOption('sample:digits');
    await page.getByTestId('inspected').filter({ hasText: 'images of 8 × 8; no duplicates; 10 classes' }).waitFor();
    await page.getByRole('combobox', { name: 'Outputs' }).selectOption({ label: 'labels, as 10 classes' });
    await page.getByRole('button', { name: 'Train to confirm' }).click();
    await page.getByTestId('planned').filter({ hasText: '40 runs' }).waitFor({ timeout: minutes });
    expect(await page.getByRole('checkbox', { name: 'Classification' }).isChecked()).toBe(true);
    expect(problems).toEqual([]);
  });
});
