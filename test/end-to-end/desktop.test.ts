import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { choose, submenuOf } from './harness/menus';
import { waitForEngine } from './harness/open-application';
import { openInElectron } from './harness/open-in-electron';
import { screenshot } from './harness/screenshot';

const minutes = 60_000;
const points = fileURLToPath(new URL('../fixtures/data/csv/two-columns.csv', import.meta.url));

/** Enough small networks to be closed, broken down and paused in the middle. */
const sweep = {
  name: 'Networks on a circle',
  task: 'circle',
  groups: ['trivial'],
  trainers: ['diffusion?steps=4000&width=32&layers=2&frequencies=8&batch=32&samplingSteps=20'],
  sizes: [8, 16, 32],
  replicates: 2,
  testPoints: 200,
  samples: 64,
  backend: 'cpu',
};

interface Entry {
  readonly label: string;
  readonly enabled: boolean;
  readonly accelerator: string;
}

/** What stands in a menu now. */
function menuOf(electron: ElectronApplication, name: string): Promise<Entry[]> {
  return electron.evaluate(({ Menu }, title) => {
    const menu = Menu.getApplicationMenu()?.items.find(({ label }) => label === `&${title}`);
    return (menu?.submenu?.items ?? []).map(({ label, enabled, accelerator }) => ({
      ...{ label, enabled },
      accelerator: String(accelerator ?? ''),
    }));
  }, name);
}

/** Answers the next question of the shell by the button with this label, and counts the questions. */
async function answer(electron: ElectronApplication, label: string): Promise<void> {
  await electron.evaluate(({ dialog }, wanted) => {
    const questions: unknown[] = [];
    Reflect.set(globalThis, 'gapscopeQuestions', questions);
    const stub = (...given: readonly object[]) => {
      const options = given.at(-1) ?? {};
      questions.push(options);
      const buttons: readonly string[] = Reflect.get(options, 'buttons');
      return Promise.resolve({ response: buttons.indexOf(wanted), checkboxChecked: false });
    };
    Reflect.set(dialog, 'showMessageBox', stub);
  }, label);
}

/** The window's title. */
function title(electron: ElectronApplication): Promise<string | undefined> {
  return electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle());
}

/** All that stands in the page. */
function text(electron: ElectronApplication): Promise<string> {
  return electron.evaluate(({ BrowserWindow }): Promise<string> => {
    const [window] = BrowserWindow.getAllWindows();
    return window?.webContents.executeJavaScript('document.body.textContent') ?? Promise.resolve('');
  });
}

function questions(electron: ElectronApplication): Promise<number> {
  return electron.evaluate((): number => Reflect.get(globalThis, 'gapscopeQuestions').length);
}

describe('on the desktop', () => {
  let application: Awaited<ReturnType<typeof openInElectron>>;
  let page: Page;
  let electron: ElectronApplication;

  beforeAll(async () => {
    application = await openInElectron();
    ({ page, electron } = application);
  });
  afterAll(() => application.close());

  async function startSweep(name: string): Promise<void> {
    await choose(electron, 'view.sweep');
    const text = page.getByLabel('The file that gapscope run takes');
    await text.or(page.getByRole('button', { name: 'As JSON' })).waitFor();
    if (!(await text.isVisible())) await page.getByRole('button', { name: 'As JSON' }).click();
    await text.fill(JSON.stringify({ ...sweep, name }));
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.locator('[data-testid=sweep-status][data-state=running]').waitFor({ timeout: minutes });
  }

  it('has menus of what can be done, which follow what can be done', async () => {
    const file = await menuOf(electron, 'File');
    expect(file.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['New sweep', 'Open data…', 'Open recent', 'Import sweeps…', 'Export…', 'Quit Gapscope']),
    );
    expect(file.find(({ label }) => label === 'New sweep')?.accelerator).toBe('CmdOrCtrl+N');
    const views = await page.getByRole('navigation').getByRole('link').allTextContents();
    const view = await menuOf(electron, 'View');
    for (const [index, title] of views.entries())
      expect(view).toContainEqual({ label: title.trim(), enabled: true, accelerator: `CmdOrCtrl+${index + 1}` });
    const pause = async (): Promise<Entry | undefined> =>
      (await menuOf(electron, 'Sweep')).find(({ label }) => label.startsWith('Pause'));
    expect((await pause())?.enabled).toBe(false);
    await choose(electron, 'view.help');
    await page.getByRole('row', { name: 'Calibrated gap' }).first().waitFor();
    await page.keyboard.press('Control+1');
    expect(page.url()).toMatch(/#\/measure$/);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN');
  });

  it('changes the theme and the zoom from its menu', async () => {
    await choose(electron, 'view.theme-dark');
    await page.locator('html.dark').waitFor();
    await choose(electron, 'view.theme-system');
    await choose(electron, 'view.zoom-in');
    const zoom = (): Promise<number | undefined> =>
      electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomLevel());
    await expect.poll(zoom).toBe(0.5);
    await choose(electron, 'view.zoom-reset');
    await expect.poll(zoom).toBe(0);
  });

  it('is started once, and opens the files that a second start names', { timeout: 2 * minutes }, async () => {
    const copy = join(application.folder, 'my points.csv');
    copyFileSync(points, copy);
    expect(await application.startAgain(copy)).toBe(0);
    await expect.poll(() => page.getByLabel('Path').inputValue()).toBe(copy);
    await expect.poll(() => submenuOf(electron, 'Open recent')).toEqual(['my points.csv', 'Clear list']);
  });

  it('opens a file that the system hands it', async () => {
    await choose(electron, 'view.help');
    await electron.evaluate(({ app }, path) => {
      app.emit('open-file', { preventDefault: () => undefined }, path);
    }, points);
    await expect.poll(() => page.getByLabel('Path').inputValue()).toBe(points);
    expect(page.url()).toMatch(/#\/measure$/);
  });

  it('outlives its engine: starts it again, and goes on with what broke off', { timeout: 4 * minutes }, async () => {
    // An engine that dies young is not started again.
    await page.waitForTimeout(5_500);
    await startSweep('Breaks off');
    await page.getByRole('button', { name: 'Losses', exact: true }).waitFor({ timeout: minutes });
    process.kill(application.enginePid(), 'SIGKILL');
    await page.getByText('‘Breaks off’ broke off; what was done is stored.').waitFor({ timeout: minutes });
    await screenshot(page, 'sweep that broke off');
    await page.getByRole('button', { name: 'Resume', exact: true }).last().click();
    await expect.poll(() => title(electron), { timeout: minutes }).toMatch(/^\d+ %/);
    await choose(electron, 'sweep.cancel');
    await expect.poll(() => title(electron), { timeout: minutes }).not.toMatch(/^\d+ %/);
  });

  it('outlives its page: loads it again, attached to the sweep that goes on', { timeout: 4 * minutes }, async () => {
    await startSweep('Goes on');
    const asleep = (): Promise<boolean> =>
      electron.evaluate(({ powerSaveBlocker }) => [0, 1, 2, 3].some((id) => powerSaveBlocker.isStarted(id)));
    expect(await asleep()).toBe(true);
    await electron.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
    });
    await expect.poll(() => application.log(), { timeout: minutes }).toContain('The page ended unexpectedly');
    // The driver has lost the page with its process: from here on Electron is asked.
    await expect
      .poll(() => text(electron), { timeout: minutes })
      .toContain('The window broke down and was loaded again.');
    expect(await text(electron)).toContain('Engine ready');
    await expect.poll(() => title(electron), { timeout: minutes }).toMatch(/^\d+ % · Sweep – Gapscope$/);
    await expect.poll(() => text(electron), { timeout: minutes }).toMatch(/Goes on.* of 6 runs/);
    const pause = (await menuOf(electron, 'Sweep')).find(({ label }) => label.startsWith('Pause'));
    expect(pause).toMatchObject({ label: 'Pause ‘Goes on’', enabled: true });
    await choose(electron, 'sweep.pause');
    await expect.poll(asleep, { timeout: minutes }).toBe(false);
    await expect
      .poll(async () => (await menuOf(electron, 'Sweep')).find(({ label }) => label.startsWith('Resume')))
      .toMatchObject({ label: 'Resume ‘Goes on’', enabled: true });
  });

  it('asks before it quits while a sweep is being run', { timeout: 4 * minutes }, async () => {
    await choose(electron, 'sweep.resume');
    await expect.poll(() => title(electron), { timeout: minutes }).toMatch(/^\d+ %/);
    await answer(electron, 'Cancel');
    await choose(electron, 'file.quit');
    await expect.poll(() => questions(electron)).toBe(1);
    await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await expect.poll(() => questions(electron)).toBe(2);
    expect(await title(electron)).toContain('Gapscope');

    // In the background it goes on without a window, and a second start opens one again.
    await answer(electron, 'Keep training in the background');
    await choose(electron, 'file.quit');
    const windows = (): Promise<number> =>
      electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
    await expect.poll(windows, { timeout: minutes }).toBe(0);
    const again = electron.waitForEvent('window');
    expect(await application.startAgain()).toBe(0);
    page = await again;
    await waitForEngine(page);
    await expect.poll(() => page.title(), { timeout: minutes }).toMatch(/^\d+ %/);

    await answer(electron, 'Pause and quit');
    const ended = electron.waitForEvent('close', { timeout: minutes });
    await choose(electron, 'file.quit');
    await ended;
  });
});
