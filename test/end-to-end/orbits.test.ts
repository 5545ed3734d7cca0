import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { accessibilityProblems } from './harness/accessibility-problems';
import { applications } from './harness/applications';
import { screenshot } from './harness/screenshot';
import { useApplication } from './harness/use-application';

const minutes = 60_000;

/** Runs a sweep to its end, and opens the orbits of its first run at the curve. */
async function openRun(page: Page, sweep: Readonly<Record<string, unknown>>, curve: string): Promise<void> {
  const navigation = page.getByRole('navigation', { name: 'Views' });
  await navigation.getByRole('link', { name: 'Sweep', exact: true }).click();
  const asJson = page.getByRole('button', { name: 'As JSON' });
  const text = page.getByLabel('The file that gapscope run takes');
  await asJson.or(text).waitFor();
  if (await asJson.isVisible()) await asJson.click();
  await text.fill(JSON.stringify(sweep));
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await navigation.getByRole('link', { name: 'Orbits', exact: true }).click();
  const list = page.getByRole('region', { name: 'Runs', exact: true });
  await list.getByRole('button', { name: String(sweep['name']) }).click();
  const runs = list.getByRole('region', { name: curve });
  await runs.getByRole('link', { name: /no. 1, finished/ }).click({ timeout: 3 * minutes });
  await page.getByRole('heading', { name: String(sweep['name']) }).waitFor();
  await page.getByTestId('spacing').waitFor({ timeout: 2 * minutes });
}

/** Pictures in both themes at two sizes. */
async function pictures(page: Page, name: string, application: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await screenshot(page, `orbits ${name} in ${application} ${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

const figure = async (page: Page, name: string): Promise<string> => (await page.getByTestId(name).textContent()) ?? '';

describe.each(applications)('in %s', (name, open) => {
  const application = useApplication(open);

  it('says what to do while nothing has been run', async () => {
    const { page } = application();
    await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Orbits', exact: true }).click();
    await page.getByRole('heading', { name: 'Nothing has been run yet' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('shows samples of a torus on the orbits of the training points', { timeout: 5 * minutes }, async () => {
    const { page } = application();
    const sweep = {
      name: 'Torus orbits',
      task: 'torus?dimension=2',
      groups: ['so2'],
      trainers: ['analytic-diffusion?steps=80'],
      sizes: [24],
      replicates: 2,
      testPoints: 512,
      samples: 2048,
    };
    await openRun(page, sweep, 'Rotations SO(2)');
    expect(Number((await figure(page, 'memorised')).replace(/[^\d.]/g, ''))).toBeGreaterThan(95);

    // Keys go through the samples; each has its orbit and its element.
    await page.keyboard.press('ArrowRight');
    await page.getByTestId('chosen').filter({ hasText: 'Sample 1' }).waitFor();
    expect(await figure(page, 'alignment')).toMatch(/training point \d+.*spacings.*turned by −?\d+\.\d°.*yes/s);
    const before = await figure(page, 'element');
    await page.keyboard.press('Space');
    await page.waitForFunction((text) => document.querySelector('[data-testid=element]')?.textContent !== text, before);
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowRight');
    await page.getByTestId('chosen').filter({ hasText: 'Sample 2' }).waitFor();
    await page.getByRole('slider', { name: 'Angle' }).fill('1.5707963267948966');
    await pictures(page, 'torus', name);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });

    const spatial = page.getByRole('button', { name: '3-D', exact: true });
    if (await spatial.isEnabled()) {
      await spatial.click();
      await page.getByTestId('space-3d').waitFor();
      await page.waitForTimeout(400);
      await pictures(page, 'torus in space', name);
      expect(await accessibilityProblems(page)).toEqual([]);
      // Without a graphics card it is drawn otherwise while it turns.
      const inSpace = page.getByTestId('space-3d');
      const opacity = (): Promise<string> => inSpace.evaluate((canvas) => getComputedStyle(canvas).opacity);
      const still = await opacity();
      const software = await page.getByText('Drawn by the processor').isVisible();
      await page.getByRole('button', { name: 'Turn', exact: true }).click();
      await expect.poll(opacity).toBe(software ? '0' : still);
      expect(await page.locator('canvas.moving:visible').count()).toBe(software ? 1 : 0);
      await pictures(page, 'torus in space as it turns', name);
      await page.getByRole('button', { name: 'Stop turning', exact: true }).click();
      await expect.poll(opacity).toBe(still);
      expect(await page.locator('canvas.moving:visible').count()).toBe(0);
      await page.getByRole('button', { name: '2-D', exact: true }).click();
    } else await page.getByText('has no WebGL').waitFor();
    expect(application().problems).toEqual([]);
  });

  it(
    'shows images beside their nearest training image, before and after alignment',
    { timeout: 5 * minutes },
    async () => {
      const { page } = application();
      const sweep = {
        name: 'Bumps moved by pixels',
        task: 'bumps-image',
        groups: ['pixel-shift'],
        trainers: ['analytic-diffusion?steps=60'],
        sizes: [12],
        replicates: 1,
        testPoints: 64,
        samples: 48,
      };
      await openRun(page, sweep, 'Pixel shifts');
      await page.getByRole('button', { name: 'Pictures' }).click();
      await page
        .getByRole('region', { name: 'Samples' })
        .getByRole('button', { name: /^Sample 3/ })
        .click();
      expect(await figure(page, 'alignment')).toMatch(/moved|not moved/);
      await page
        .getByRole('list', { name: /The orbit along/ })
        .getByRole('button')
        .nth(3)
        .click();
      await pictures(page, 'images', name);
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(application().problems).toEqual([]);
    },
  );

  it('shows a point cloud beside its aligned training cloud', { timeout: 5 * minutes }, async () => {
    const { page } = application();
    const sweep = {
      name: 'Triangles turned',
      task: 'point-cloud?points=3&dimension=3&shape=random',
      groups: ['special-orthogonal?dimension=3'],
      trainers: ['analytic-diffusion?steps=60'],
      sizes: [16],
      replicates: 1,
      testPoints: 128,
      samples: 256,
    };
    await openRun(page, sweep, 'Rotations SO(d)');
    await page.keyboard.press('ArrowRight');
    expect(await figure(page, 'alignment')).toMatch(/turned by \d+\.\d° about \(/);
    await pictures(page, 'point cloud', name);
    await page.setViewportSize({ width: 1024, height: 700 });
    await screenshot(page, `orbits point cloud narrow in ${name}`);
    await page.getByRole('button', { name: 'Pictures' }).click();
    await screenshot(page, `orbits point clouds narrow in ${name}`);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(application().problems).toEqual([]);
  });
});
