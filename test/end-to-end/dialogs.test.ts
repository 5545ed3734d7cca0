import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { choose, submenuOf } from './harness/menus';
import { openInElectron } from './harness/open-in-electron';
import { screenshot } from './harness/screenshot';
import { answerDialogs } from './harness/system-dialogs';

const minutes = 60_000;
const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/data/${name}`, import.meta.url));

const quick = {
  name: 'Kept elsewhere',
  task: 'circle',
  groups: ['trivial'],
  trainers: ['memoriser'],
  sizes: [8, 16, 32, 64],
  replicates: 3,
  testPoints: 200,
  samples: 64,
};
/** Small networks that take long enough to be asked about. */
const slow = {
  ...quick,
  ...{ name: 'Still at it', sizes: [8, 16], replicates: 2, backend: 'cpu' },
  trainers: ['diffusion?steps=40000&width=32&layers=2&frequencies=8&batch=32&samplingSteps=20'],
};

describe('by the dialogs of the system', () => {
  let application: Awaited<ReturnType<typeof openInElectron>>;
  let page: Page;
  let electron: ElectronApplication;
  let mine: string;
  let backup: string;

  beforeAll(async () => {
    application = await openInElectron();
    ({ page, electron } = application);
    mine = join(application.folder, 'läuft 🌀 & more.gapscope');
    backup = join(application.folder, 'copy.gapscope');
  });
  afterAll(() => application.close());

  async function startSweep(declaration: object): Promise<void> {
    await choose(electron, 'view.sweep');
    const text = page.getByLabel('The file that gapscope run takes');
    await text.or(page.getByRole('button', { name: 'As JSON' })).waitFor();
    if (!(await text.isVisible())) await page.getByRole('button', { name: 'As JSON' }).click();
    await text.fill(JSON.stringify(declaration));
    await page.getByRole('button', { name: 'Start', exact: true }).click();
  }
  const workspacePath = (): Promise<string | null> => page.getByTestId('workspace-path').textContent();

  it('opens data, and does nothing where the user cancels', async () => {
    await choose(electron, 'view.help');
    await page.waitForURL(/#\/help/);
    const nothing = await answerDialogs(electron, null);
    await choose(electron, 'file.open-data');
    await expect.poll(async () => (await nothing()).length).toBe(1);
    expect(page.url()).toMatch(/#\/help/);
    const asked = await answerDialogs(electron, fixture('csv/two-columns.csv'));
    await choose(electron, 'file.open-data');
    await expect.poll(() => page.getByLabel('Path').inputValue()).toBe(fixture('csv/two-columns.csv'));
    expect(await asked()).toEqual([
      {
        properties: ['openFile'],
        filters: [expect.objectContaining({ name: 'Data sets' }), { name: 'All files', extensions: ['*'] }],
      },
    ]);
    await page.getByTestId('inspected').filter({ hasText: 'D = 2' }).waitFor();
  });

  it('opens a folder of images by the menu, and a file by the button of the form', async () => {
    const asked = await answerDialogs(electron, fixture('images/labelled'));
    await choose(electron, 'file.open-folder');
    await page.getByTestId('inspected').filter({ hasText: '4 points' }).waitFor();
    expect((await asked()).map(({ properties }) => properties)).toEqual([['openDirectory']]);
    await answerDialogs(electron, fixture('npy/real-le-f8.npy'));
    await page.getByRole('button', { name: 'Choose a file…' }).click();
    await expect.poll(() => page.getByLabel('Path').inputValue()).toBe(fixture('npy/real-le-f8.npy'));
    await expect
      .poll(() => submenuOf(electron, 'Open recent'))
      .toEqual(['real-le-f8.npy', 'labelled', 'two-columns.csv', 'Clear list']);
  });

  it('says what is wrong with a file that cannot be read', async () => {
    const broken = join(application.folder, 'broken.npy');
    writeFileSync(broken, 'no array');
    await answerDialogs(electron, broken);
    await choose(electron, 'file.open-data');
    await page.getByRole('alert').filter({ hasText: 'broken.npy' }).waitFor();
    await screenshot(page, 'broken file on the desktop');
  });

  it('makes a new workspace, and backs it up to a file that is there', { timeout: 3 * minutes }, async () => {
    await choose(electron, 'view.system');
    const first = await page.getByTestId('workspace-path').textContent();
    const asked = await answerDialogs(electron, mine);
    await page.getByRole('button', { name: 'New…' }).click();
    await page.getByTestId('workspace-path').filter({ hasText: mine }).waitFor();
    expect((await asked())[0]).toMatchObject({ defaultPath: 'workspace.gapscope' });
    await expect.poll(() => submenuOf(electron, 'Open recent workspace')).toContain(basename(first ?? ''));
    await startSweep(quick);
    await page.locator('[data-testid=sweep-status][data-state=finished]').waitFor({ timeout: 2 * minutes });
    await choose(electron, 'view.system');
    await page.getByTestId('workspace-holds').filter({ hasText: '1 sweep, 12 runs' }).waitFor();
    for (const replaced of [false, true]) {
      expect(existsSync(backup)).toBe(replaced);
      const saved = await answerDialogs(electron, backup);
      await page.getByRole('button', { name: 'Back up…' }).click();
      await page.getByText(`Backed up to ${backup}`).last().waitFor();
      expect((await saved())[0]?.defaultPath).toMatch(/^läuft 🌀 & more-\d{4}-\d\d-\d\d\.gapscope$/);
      await page.locator('.n-message').first().waitFor({ state: 'detached' });
    }
    expect(readFileSync(backup).subarray(0, 15).toString()).toBe('SQLite format 3');
  });

  it('opens another workspace, and keeps the present one where the other is none', async () => {
    await answerDialogs(electron, backup);
    await choose(electron, 'file.open-workspace');
    await page.getByText('‘copy.gapscope’ is open.').waitFor();
    await page.getByRole('link', { name: /Kept elsewhere/ }).click();
    await page.getByTestId('dimension').waitFor();
    const none = join(application.folder, 'none.gapscope');
    copyFileSync(fixture('csv/two-columns.csv'), none);
    for (const path of [none, join(application.folder, 'gone.gapscope')]) {
      await answerDialogs(electron, path);
      await choose(electron, 'file.open-workspace');
      await page
        .locator('.n-message')
        .filter({ hasText: basename(path) })
        .waitFor();
    }
    await choose(electron, 'view.system');
    await expect.poll(workspacePath).toBe(backup);
    // By the list of those that were opened before, and with the engine started anew.
    await choose(electron, `file.workspace:${mine}`);
    await page.getByText(`‘${basename(mine)}’ is open.`).waitFor();
    await choose(electron, 'view.system');
    await expect.poll(workspacePath).toBe(mine);
  });

  it('imports sweeps that are chosen', { timeout: 2 * minutes }, async () => {
    await choose(electron, 'view.history');
    await page.getByRole('region', { name: 'History' }).getByRole('link').first().click();
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const json = join(application.folder, 'sweep.json');
    await application.download(() => page.getByRole('button', { name: 'JSON', exact: true }).click(), json);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Delete this sweep' }).click();
    await page.getByText('Nothing has been run yet').waitFor();
    // Five seconds after a click, and after what this test asks of the page, it may no longer show a chooser of its own accord.
    await page.waitForTimeout(6000);
    const chooser = page.waitForEvent('filechooser');
    await choose(electron, 'file.import');
    await (await chooser).setFiles(json);
    await page.getByText('‘Kept elsewhere’ is in the history.').waitFor();
    await page.getByTestId('dimension').waitFor();
  });

  it('opens no other workspace while a sweep is run', { timeout: 3 * minutes }, async () => {
    await startSweep(slow);
    await page.locator('[data-testid=sweep-status][data-state=running]').waitFor({ timeout: minutes });
    await answerDialogs(electron, backup);
    await choose(electron, 'file.open-workspace');
    await page.getByText('The sweep “Still at it” is running: pause or cancel it').waitFor();
    await choose(electron, 'sweep.cancel');
    await page.locator('[data-testid=sweep-status][data-state=cancelled]').waitFor({ timeout: minutes });
    await choose(electron, 'file.open-workspace');
    await page.getByText('‘copy.gapscope’ is open.').waitFor();
    expect(application.problems).toEqual([]);
  });
});
