import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { waitForEngine } from './harness/open-application';
import { openInElectron } from './harness/open-in-electron';
import { screenshot } from './harness/screenshot';
import { useApplication } from './harness/use-application';

/** A Node that ends at once until it is mended by a file beside it. */
function brokenNode(folder: string): string {
  const path = join(folder, 'node');
  writeFileSync(path, `#!/bin/sh\n[ -e "${folder}/mended" ] || exit 3\nexec "${process.execPath}" "$@"\n`);
  chmodSync(path, 0o755);
  return path;
}

describe('an engine that ends as soon as it is started', () => {
  const application = useApplication(() => openInElectron({ engineNode: brokenNode, state: 'failed' }));

  it('is told in the window, with its reason', async () => {
    const { page } = application();
    await page.getByText('The engine ended as soon as it was started (exit code 3).').waitFor();
    expect(await page.getByRole('status').first().textContent()).toBe('Engine not running');
    await screenshot(page, 'engine failure');
  });

  it('is told again when it is started in vain, and works once it can be started', async () => {
    const { page, folder } = application();
    const again = page.getByRole('button', { name: 'Start it again' }).last();
    await again.click();
    await expect
      .poll(
        () =>
          application()
            .log()
            .match(/ended unexpectedly/g)?.length,
      )
      .toBe(2);
    await waitForEngine(page, 'failed');
    writeFileSync(join(folder, 'mended'), '');
    await again.click();
    await waitForEngine(page);
    await expect.poll(() => page.getByText('The engine ended as soon as').count()).toBe(0);
    await page.getByRole('navigation').getByRole('link', { name: 'System' }).click();
    await page.getByRole('columnheader', { name: 'Self-test error' }).waitFor({ timeout: 60_000 });
  });
});
