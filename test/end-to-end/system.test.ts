import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { accessibilityProblems } from './harness/accessibility-problems';
import { applications } from './harness/applications';
import { screenshot } from './harness/screenshot';
import { useApplication } from './harness/use-application';

const minutes = 60_000;

async function goTo(page: Page, view: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: view }).click();
}

describe.each(applications)('in %s', (name, open) => {
  const application = useApplication(open);

  it('says what computes and why, and tests it again', { timeout: 3 * minutes }, async () => {
    const { page } = application();
    await goTo(page, 'System');
    const backends = page.getByRole('region', { name: 'Backends' });
    await backends.getByText('Computing on').waitFor({ timeout: 2 * minutes });
    await backends.getByRole('button', { name: 'Test again' }).click();
    await backends.getByRole('button', { name: 'Test again' }).waitFor({ timeout: 2 * minutes });
    expect(await page.getByRole('region', { name: 'This machine' }).textContent()).toMatch(/Memory.*free/);
  });

  it('shows the workspace and finds it sound', async () => {
    const { page } = application();
    expect(await page.getByTestId('workspace-path').textContent()).toContain('.gapscope');
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByText('The workspace is sound.').waitFor();
    await page.setViewportSize({ width: 1280, height: 800 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await screenshot(page, `system in ${name} ${colorScheme}`);
      expect(await accessibilityProblems(page)).toEqual([]);
    }
    await page.setViewportSize({ width: 1024, height: 700 });
    await screenshot(page, `system in ${name} small`);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ colorScheme: 'light' });
  });

  it('writes figures in another language, and dark where that is wanted', async () => {
    const { page } = application();
    const sample = page.getByTestId('number-sample');
    await page.getByLabel('Numbers', { exact: true }).selectOption('de-DE');
    expect(await sample.textContent()).toContain('1.234.567 points, d = 13,25');
    await page.reload();
    await sample.filter({ hasText: '13,25' }).waitFor();
    await page.getByLabel('Numbers', { exact: true }).selectOption('en-GB');
    expect(await sample.textContent()).toContain('1,234,567 points, d = 13.25');
    await page.getByRole('group', { name: 'Theme' }).getByRole('button', { name: 'Dark' }).click();
    expect(await page.locator('html').getAttribute('class')).toContain('dark');
    await page.getByRole('group', { name: 'Theme' }).getByRole('button', { name: 'As the system' }).click();
  });

  it('runs a sweep, and hands it out as a bundle', { timeout: 5 * minutes }, async () => {
    const { page, folder, download } = application();
    await goTo(page, 'Sweep');
    const preset = page.getByLabel('Preset');
    await preset.locator('option[value="torus-memorised"]').waitFor({ state: 'attached' });
    await preset.selectOption('torus-memorised');
    await page.getByTestId('planned').filter({ hasText: '112 runs' }).waitFor();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.locator('[data-testid=sweep-status][data-state=finished]').waitFor({ timeout: 3 * minutes });
    await goTo(page, 'History');
    await page.getByRole('region', { name: 'History' }).getByRole('link').first().click();
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const path = join(folder, 'torus.gapscope-sweep.zip');
    await download(() => page.getByRole('button', { name: 'Bundle', exact: true }).click(), path);
    expect(readFileSync(path).subarray(0, 2).toString()).toBe('PK');
    await page.keyboard.press('Escape');
  });

  // On the desktop paths come from the system's dialogs: those paths are walked in dialogs.test.ts.
  if (name !== 'Chromium') return;

  it('opens the bundle without importing it, says so, refuses changes, and imports it from there', async () => {
    const { page, folder } = application();
    const path = join(folder, 'torus.gapscope-sweep.zip');
    const openPath = async (target: string, create: boolean): Promise<void> => {
      await goTo(page, 'System');
      await page.getByLabel('Path', { exact: true }).fill(target);
      if (create) await page.getByLabel('make it where there is none').check();
      await page.getByRole('button', { name: 'Open', exact: true }).click();
      await page.getByTestId('workspace-path').filter({ hasText: target }).waitFor();
    };
    await openPath(join(folder, 'mine.gapscope'), true);
    expect(await page.getByTestId('workspace-holds').textContent()).toContain('0 sweeps');
    await page.getByLabel('make it where there is none').uncheck();
    await openPath(path, false);
    const banner = page.getByRole('region', { name: 'Read-only' });
    await banner.waitFor();
    // What is said for a few seconds stands outside of the view.
    await page.locator('.n-message').first().waitFor({ state: 'detached' });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await screenshot(page, `read-only in ${name} ${colorScheme}`);
      expect(await accessibilityProblems(page)).toEqual([]);
    }
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await page.getByRole('button', { name: 'Compact', exact: true }).isDisabled()).toBe(true);
    await goTo(page, 'History');
    await page.getByRole('region', { name: 'History' }).getByRole('link').first().click();
    await page.getByTestId('dimension').waitFor();
    await page.getByRole('button', { name: 'Delete this sweep' }).click();
    await page.getByText('nothing in it can be changed').last().waitFor();
    await banner.getByRole('button', { name: 'Import into mine.gapscope' }).click();
    await banner.waitFor({ state: 'detached' });
    await goTo(page, 'System');
    await page.getByTestId('workspace-holds').filter({ hasText: '1 sweep, 112 runs' }).waitFor();
  });

  it('imports a bundle that is chosen, and compacts what was deleted', async () => {
    const { page, folder, download } = application();
    await goTo(page, 'History');
    await page.getByRole('region', { name: 'History' }).getByRole('link').first().click();
    await page.getByRole('button', { name: 'Delete this sweep' }).click();
    await page.getByText('Nothing has been run yet').waitFor();
    await goTo(page, 'System');
    await page.getByText('removes the 1 deleted sweep').waitFor();
    await page.getByRole('button', { name: 'Compact', exact: true }).click();
    await page.getByText('gone for good').waitFor();
    await page.getByText('rewrites the file').waitFor();
    await goTo(page, 'History');
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Import…' }).click();
    await (await chooser).setFiles(join(folder, 'torus.gapscope-sweep.zip'));
    await page.getByTestId('dimension').waitFor();
    await goTo(page, 'System');
    const copy = join(folder, 'copy.gapscope');
    await download(() => page.getByRole('button', { name: 'Download a copy' }).click(), copy);
    expect(readFileSync(copy).subarray(0, 15).toString()).toBe('SQLite format 3');
    const backup = join(folder, 'backup.gapscope');
    await page.getByLabel('Back up to').fill(backup);
    await page.getByRole('button', { name: 'Back up', exact: true }).click();
    await page.getByText('Backed up to').waitFor();
    expect(existsSync(backup)).toBe(true);
  });
});
