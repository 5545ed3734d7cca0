import { describe, expect, it } from 'vitest';
import { waitForEngine } from './harness/open-application';
import { openInChromium } from './harness/open-in-chromium';
import { openInElectron } from './harness/open-in-electron';
import { useApplication } from './harness/use-application';

describe('the desktop window', () => {
  const application = useApplication(openInElectron);

  it.each(['../package.json', '%2e%2e/main/shell.cjs', '..%2f..%2fpackage.json', 'assets/..%5c..%5cpackage.json'])(
    'does not give out %s',
    async (path) => {
      const status = await application().page.evaluate(
        async (url) => (await fetch(url).catch(() => undefined))?.status ?? 'refused',
        `app://gapscope/${path}`,
      );
      expect([404, 'refused']).toContain(status);
    },
  );

  it('has a strict policy on every answer', async () => {
    const policy = await application().page.evaluate(async () =>
      (await fetch('app://gapscope/index.html')).headers.get('content-security-policy'),
    );
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("'unsafe-eval'");
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
  });

  it('is given no permission', async () => {
    const refused = await application().page.evaluate(async () => {
      const position = await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('given'),
          () => resolve('refused'),
        ),
      );
      const microphone = await (
        navigator.mediaDevices?.getUserMedia({ audio: true }) ?? Promise.reject(new Error())
      ).then(
        () => 'given',
        () => 'refused',
      );
      return [position, microphone, await Notification.requestPermission()];
    });
    expect(refused).toEqual(['refused', 'refused', 'denied']);
  });

  it('is offered the few functions of the shell, and no object of Electron’s', async () => {
    const offered = await application().page.evaluate(() =>
      Object.entries(Reflect.get(window, 'gapscopeShell') ?? {}).map(([key, value]) => `${key}: ${typeof value}`),
    );
    expect(offered.sort()).toEqual([
      'chooseFile: function',
      'chooseTarget: function',
      'command: function',
      'connect: function',
      'pathForFile: function',
      'platform: string',
      'ready: function',
      'setMenu: function',
      'startEngine: function',
    ]);
  });

  it('outlives the engine, which is started again', async () => {
    // An engine that dies young is not started again.
    await application().page.waitForTimeout(6_000);
    const first = application().enginePid();
    process.kill(first, 'SIGKILL');
    await expect.poll(() => application().log(), { timeout: 20_000 }).toContain('The engine ended unexpectedly');
    await waitForEngine(application().page);
    await expect.poll(() => application().enginePid(), { timeout: 20_000 }).not.toBe(first);
    // The tests above have asked for files that are not there.
    expect(application().problems.filter((problem) => !problem.includes('404'))).toEqual([]);
  });

  // Last: the driver waits for a refused navigation to end, and finds nothing in the page after it.
  it('cannot be led away from its page', async () => {
    const { page } = application();
    const address = page.url();
    expect(address).toMatch(/^app:\/\/gapscope\//);
    for (const target of ['https://example.org/', 'file:///etc/passwd', 'app://other/', 'data:text/html,<p>x']) {
      await page.evaluate((url) => {
        window.location.href = url;
      }, target);
      await page.waitForTimeout(300);
      expect(page.url()).toBe(address);
    }
  });
});

describe('in a browser', () => {
  it('says so when the engine is gone', async () => {
    const application = await openInChromium();
    try {
      process.kill(application.enginePid(), 'SIGKILL');
      await application.page.locator('[role=status][data-state=lost]').waitFor({ timeout: 30_000 });
      expect(await application.page.getByRole('status').first().textContent()).toMatch(/not reachable/i);
    } finally {
      await application.close();
    }
  });
});
