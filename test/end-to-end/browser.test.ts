import type { Dialog, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { waitForEngine } from './harness/open-application';
import { openInChromium } from './harness/open-in-chromium';
import { useApplication } from './harness/use-application';

const minutes = 60_000;

/** Loads the page again, and answers the question that comes before, if one does within a moment. */
async function reload(page: Page, answer: 'leave' | 'stay'): Promise<string> {
  let asked = 'nothing';
  const listen = (dialog: Dialog): void => {
    asked = dialog.type();
    void (answer === 'leave' ? dialog.accept() : dialog.dismiss());
  };
  page.on('dialog', listen);
  await page.evaluate(() => setTimeout(() => window.location.reload()));
  await page.waitForTimeout(1_500);
  page.off('dialog', listen);
  await waitForEngine(page);
  return asked;
}

describe('a page in a browser', () => {
  const application = useApplication(openInChromium);

  it('asks before it is left only where a result would be lost', { timeout: 5 * minutes }, async () => {
    const { page, problems } = application();
    await page.getByLabel('Seed').fill('7');
    await page.waitForTimeout(500);
    expect(await reload(page, 'leave')).toBe('nothing');
    expect(await page.getByLabel('Seed').inputValue()).toBe('7');

    await page.getByRole('button', { name: 'Measure the MNIST digits' }).click();
    await page.getByRole('progressbar').waitFor();
    expect(await reload(page, 'stay')).toBe('beforeunload');
    await page.getByRole('progressbar').waitFor();
    // Who leaves all the same finds what he wanted measured when he comes back.
    expect(await reload(page, 'leave')).toBe('beforeunload');
    await page.getByTestId('dimension').waitFor({ timeout: 3 * minutes });
    const dimension = await page.getByTestId('dimension').textContent();
    await page.waitForTimeout(500);
    expect(await reload(page, 'leave')).toBe('nothing');
    await expect.poll(() => page.getByTestId('dimension').textContent(), { timeout: minutes }).toBe(dimension);
    expect(problems).toEqual([]);
  });

  it('has the keys of a browser, and what a desktop has not', async () => {
    const { page } = application();
    await page.keyboard.press('Alt+5');
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: 'Command palette' });
    await palette.getByRole('option', { name: /Alt\+1/ }).waitFor();
    expect(await palette.getByRole('option', { name: /Quit|Zoom in/ }).count()).toBe(0);
    await page.keyboard.press('Escape');
  });
});
