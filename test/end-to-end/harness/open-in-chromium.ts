import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { watchForProblems, waitForEngine, type OpenApplication } from './open-application';
import { startGroup } from './process-group';
import { workspaceFolder } from './workspace-folder';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Where distributions and makers put Chromium. */
const places = [
  process.env['GAPSCOPE_CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

function findChromium(): string {
  const found = places.find((path) => path !== '' && existsSync(path));
  if (found === undefined) throw new Error('Chromium is missing: apt install chromium');
  return found;
}

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

/**
 * Starts `gapscope serve` on a new workspace and opens its link in Chromium.
 * @param prepare - puts something in the folder before the start, for example a workspace
 */
export async function openInChromium(prepare?: (folder: string) => Promise<void>): Promise<OpenApplication> {
  const executablePath = findChromium();
  const folder = workspaceFolder();
  await prepare?.(folder.path);
  const server = startGroup(process.execPath, [join(root, 'out/main/cli.js'), 'serve'], {
    XDG_DATA_HOME: folder.path,
  });
  try {
    const [link] = await server.says(/http:\/\/127\.0\.0\.1:\d+\/\S+/, 60_000);
    const browser = await chromium.launch({
      executablePath,
      args: [...flags, '--disable-component-update', '--disable-sync'],
    });
    const page = await browser.newPage({ viewport: { width: 1280, height: 820 } });
    const problems = await watchForProblems(page);
    await page.goto(link);
    await waitForEngine(page);
    return {
      page,
      problems,
      folder: folder.path,
      log: () => server.output(),
      enginePid: () => server.pid,
      async download(act, path) {
        const download = page.waitForEvent('download');
        await act();
        await (await download).saveAs(path);
      },
      async close() {
        await browser.close();
        await server.kill();
        await folder.remove();
      },
    };
  } catch (error) {
    await server.kill();
    await folder.remove();
    throw new Error(`The interface did not open in Chromium.\n${server.output()}`, { cause: error });
  }
}
