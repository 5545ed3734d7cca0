import axe, { type AxeResults } from 'axe-core';
import { describe, expect, it } from 'vitest';
import { applications } from './harness/applications';
import { screenshot } from './harness/screenshot';
import { useApplication } from './harness/use-application';

describe.each(applications)('in %s', (name, open) => {
  const application = useApplication(open);

  it('opens, reaches the engine, and complains of nothing', async () => {
    const { page, problems } = application();
    await screenshot(page, `opening in ${name}`);
    expect(await page.title()).toBe('Measure – Gapscope');
    expect(await page.getByRole('navigation').getByRole('link').allTextContents()).toContain('Measure');
    expect(problems).toEqual([]);
  });

  it('is accessible, in light and in dark', async () => {
    const { page } = application();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await screenshot(page, `opening in ${name} ${colorScheme}`);
      await page.evaluate(axe.source);
      const found = await page.evaluate(async () => {
        const { violations }: AxeResults = await Reflect.get(window, 'axe').run();
        return violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(' ')}`);
      });
      expect(found).toEqual([]);
    }
  });

  it('gives the page nothing of Node', async () => {
    const found = await application().page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'global'].filter((key) => key in window),
    );
    expect(found).toEqual([]);
  });

  it('refuses compiled text, and requests to elsewhere', async () => {
    const refused = await application().page.evaluate(async () => {
      // Later, as what the driver itself calls may compile.
      const compiled = await new Promise<boolean>((resolve) =>
        setTimeout(() => {
          try {
            resolve(typeof Reflect.construct(Function, ['return 1']) === 'function');
          } catch {
            resolve(false);
          }
        }),
      );
      const fetched = await fetch('https://example.org/').then(
        () => true,
        () => false,
      );
      return { compiled, fetched };
    });
    expect(refused).toEqual({ compiled: false, fetched: false });
  });

  it('opens no second window', async () => {
    const { page } = application();
    const before = page.context().pages().length;
    const opened = await page.evaluate(() => window.open('https://example.org/', '_blank') === null);
    if (name === 'Electron') expect(opened).toBe(true);
    if (name === 'Electron') expect(page.context().pages()).toHaveLength(before);
  });
});
