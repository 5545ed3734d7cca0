import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication } from 'playwright-core';
import { openDisplay } from './display';
import { watchForProblems, waitForEngine, type OpenApplication } from './open-application';
import { workspaceFolder } from './workspace-folder';

const root = fileURLToPath(new URL('../../..', import.meta.url));

const loader = join(root, 'node_modules/playwright-core/lib/server/electron/loader.js');

/** Debian's package for each library that Electron needs beyond a bare system. */
const packages: Readonly<Record<string, string>> = {
  'libgtk-3': 'libgtk-3-0',
  libgdk: 'libgtk-3-0',
  libnss3: 'libnss3',
  libnssutil3: 'libnss3',
  libsmime3: 'libnss3',
  libnspr4: 'libnspr4',
  libasound: 'libasound2',
  libgbm: 'libgbm1',
  libXss: 'libxss1',
  libXtst: 'libxtst6',
  libnotify: 'libnotify4',
  libsecret: 'libsecret-1-0',
  libdrm: 'libdrm2',
  libatk: 'libatk-bridge2.0-0',
  libatspi: 'libatspi2.0-0',
  libcups: 'libcups2',
  'libX11-xcb': 'libx11-xcb1',
  'libxcb-dri3': 'libxcb-dri3-0',
};

function findElectron(): string {
  const path = process.env['GAPSCOPE_TEST_ELECTRON'];
  if (path === undefined)
    throw new Error(
      process.env['GAPSCOPE_TEST_ELECTRON_MISSING'] ??
        'GAPSCOPE_TEST_ELECTRON does not name an Electron; npm test fetches one',
    );
  return path;
}

/** Says which packages are missing before Electron would only say which library. */
function requireLibraries(executable: string): void {
  if (process.platform !== 'linux') return;
  const missing = execFileSync('ldd', [executable], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes('not found'))
    .map((line) => line.trim().split(' ')[0] ?? '');
  const names = missing.map((library) => {
    const known = Object.keys(packages).find((prefix) => library.startsWith(prefix));
    return known === undefined ? `the package of ${library}` : (packages[known] ?? library);
  });
  if (names.length > 0)
    throw new Error(`Electron lacks ${missing.join(', ')}: apt install ${[...new Set(names)].join(' ')}`);
}

/** The processes that a process has started, from Linux's process table. */
function childrenOf(pid: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((candidate) => {
      try {
        // pid (name) state parent …; the name may itself contain brackets.
        return (
          Number(
            readFileSync(`/proc/${String(candidate)}/stat`, 'utf8')
              .split(') ')
              .at(-1)
              ?.split(' ')[1],
          ) === pid
        );
      } catch {
        // It has ended in the meantime.
        return false;
      }
    });
}

interface Options {
  /** The Node that the engine runs on; for engines that misbehave. */
  readonly engineNode?: (folder: string) => string;
  /** How the page is to stand with the engine when it has opened. */
  readonly state?: 'connected' | 'failed';
}

/** The desktop application, with what only a desktop has. */
interface DesktopApplication extends OpenApplication {
  readonly electron: ElectronApplication;
  /** Starts it once more beside the first, as a user does who opens files with it; resolves with the exit status of the second process. */
  startAgain(...files: string[]): Promise<number | null>;
}

/** Opens the desktop application on a new workspace, on a display of its own. */
export async function openInElectron(options: Options = {}): Promise<DesktopApplication> {
  const executablePath = findElectron();
  requireLibraries(executablePath);
  const folder = workspaceFolder();
  const display = await openDisplay();
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const args = [...sandbox, root, `--user-data-dir=${join(folder.path, 'profile')}`];
  const environment = {
    ...process.env,
    DISPLAY: display.name,
    XDG_DATA_HOME: folder.path,
    // The test Electron's own Node is too old for the native parts.
    GAPSCOPE_ENGINE_NODE: options.engineNode?.(folder.path) ?? process.execPath,
  };
  const application = await _electron.launch({
    executablePath,
    // The driver's own loader holds the application back until the driver is ready; it would otherwise miss the first window.
    args: ['-r', loader, ...args],
    env: environment,
    timeout: 60_000,
  });
  const shell = application.process();
  let log = '';
  shell.stderr?.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const close = async (): Promise<void> => {
    // Nobody answers a dialog: whatever is still being run is paused.
    await application
      .evaluate(({ dialog }) => {
        dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false });
      })
      .catch(() => undefined);
    await application.close();
    await display.close();
    await folder.remove();
  };
  try {
    const page = await application.firstWindow({ timeout: 60_000 });
    const problems = await watchForProblems(page);
    // Once more, now that somebody watches.
    await page.reload();
    await waitForEngine(page, options.state);
    return {
      page,
      problems,
      folder: folder.path,
      log: () => log,
      enginePid() {
        const isEngine = (pid: number): boolean =>
          readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8').includes('engine.js');
        const found = childrenOf(shell.pid ?? 0).find(isEngine);
        if (found === undefined) throw new Error(`No engine runs.\n${log}`);
        return found;
      },
      async download(act, path) {
        // In place of the system's dialog, which no test can answer.
        await application.evaluate(({ session }, target) => {
          const saved = new Promise<string>((resolve) =>
            session.defaultSession.once('will-download', (_event, item) => {
              item.setSavePath(target);
              item.once('done', (_done, state) => resolve(state));
            }),
          );
          Reflect.set(globalThis, 'gapscopeSaved', saved);
        }, path);
        await act();
        const state = await application.evaluate((): unknown => Reflect.get(globalThis, 'gapscopeSaved'));
        if (state !== 'completed') throw new Error(`The download ended as ${String(state)}.`);
      },
      electron: application,
      async startAgain(...files) {
        const second = spawn(executablePath, [...args, ...files], { env: environment, stdio: 'ignore' });
        const [status] = await once(second, 'exit');
        return typeof status === 'number' ? status : null;
      },
      close,
    };
  } catch (error) {
    await close();
    throw new Error(`The window did not open in Electron.\n${log}`, { cause: error });
  }
}
