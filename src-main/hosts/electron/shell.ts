import { app, ipcMain, powerMonitor, type MessagePortMain } from 'electron';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileChoice, targetChoice, menuModel, shellCommand } from '#contract/desktop';
import { z } from 'zod';
import { declarePageScheme, servePage } from './app-protocol';
import { askBeforeQuitting } from './ask-before-quitting';
import { chooseFile } from './choose-file';
import { chooseTarget } from './choose-target';
import { EngineKeeper } from './engine-keeper';
import { startEngine } from './engine-process';
import { harden } from './harden';
import { MainWindow } from './main-window';
import { applicationMenu, installMenu } from './menu';
import { filesOfArguments } from './opened-files';
import { QuitGuard } from './quit-guard';
import { isOwnPage } from './sender';
import { TrainingManners } from './training-manners';
import { TrainingWatch } from './training-watch';

/**
 * The shell: windows, menus and dialogs. It does no computing and no storage; the engine does, in a process of its own.
 */
const output = join(__dirname, '..');
/** What a second start hands over. */
const startData = z.object({ files: z.array(z.string()) });

const files = filesOfArguments({
  argv: process.argv,
  ownPaths: [app.getAppPath(), join(output, '..')],
  workingFolder: process.cwd(),
  exists: existsSync,
});
if (app.requestSingleInstanceLock({ files } satisfies z.input<typeof startData>)) start();
else app.quit();

function start(): void {
  declarePageScheme();
  // Chromium cannot build its sandbox for root, in a container: whoever starts it there says so, and only there.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  const window = new MainWindow(join(output, 'preload', 'preload.cjs'), join(app.getPath('userData'), 'window.json'));
  window.openFiles(files);
  app.on('second-instance', (_event, _argv, _folder, data) => {
    window.show();
    window.openFiles(startData.safeParse(data).data?.files ?? []);
  });
  // Files that macOS opens with the application, also before it is ready.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    window.openFiles([path]);
    if (app.isReady()) window.show();
  });
  void app.whenReady().then(() => open(window));
}

function open(window: MainWindow): void {
  harden();
  servePage(join(output, 'renderer'));
  installMenu();

  const manners = new TrainingManners((id) => window.showSweep(id));
  /** The workspace that the user has opened: an engine that is started anew goes on with it. */
  let workspace: string | undefined;
  const watch = new TrainingWatch({
    onChange() {
      manners.changed(watch.sweeps);
      guard.trainingChanged();
    },
    onEnd: (sweep) => manners.ended(sweep),
    onWorkspace({ path, readOnly }) {
      // What is looked at in a copy is nobody's to go on with.
      if (readOnly === null) workspace = path;
    },
  });
  const guard = new QuitGuard({
    isTraining: () => watch.sweeps.size > 0,
    hasWindows: () => window.isOpen,
    ask: () => askBeforeQuitting(watch.sweeps),
    pause: () => watch.pause(),
    closeWindows: () => window.close(),
    quit: () => app.quit(),
    complain: (error) => window.complain('The sweep could not be paused.', error),
  });
  window.mayClose = () => process.platform === 'darwin' || guard.mayEnd();
  window.onOpen = () => guard.windowOpened();
  // First of all: its page takes longer to come than the engine.
  window.show();

  const engine = new EngineKeeper({
    launch: (onCrash) =>
      startEngine({
        script: join(__dirname, 'engine.js'),
        node: process.env['GAPSCOPE_ENGINE_NODE'],
        environment: workspace === undefined ? process.env : { ...process.env, GAPSCOPE_WORKSPACE: workspace },
        onCrash(reason) {
          console.error(`The engine ended unexpectedly (${reason}).`);
          onCrash(reason);
        },
      }),
    onRestart() {
      watchTraining();
      window.engineRestarted();
    },
    onFailure(reason) {
      watch.detach();
      window.tell({ type: 'gapscope:engine-failed', reason });
    },
    now: () => performance.now(),
  });
  const watchTraining = (): void => watch.attach((port) => engine.connect(port));
  watchTraining();
  listenToPage(window, engine);
  endInOrder(window, engine, guard);
  app.on('activate', () => window.show());
}

/** What the page asks of the shell; only our own page is heard. */
function listenToPage(window: MainWindow, engine: EngineKeeper): void {
  ipcMain.on('gapscope:connect', (event) => {
    const port: MessagePortMain | undefined = event.ports[0];
    if (port === undefined || !isOwnPage(event)) return;
    if (engine.failure === undefined) engine.connect(port);
    else window.tell({ type: 'gapscope:engine-failed', reason: engine.failure });
  });
  ipcMain.on('gapscope:start-engine', (event) => {
    if (isOwnPage(event)) engine.startAgain();
  });
  ipcMain.on('gapscope:ready', (event) => {
    if (isOwnPage(event)) window.pageReady();
  });
  ipcMain.on('gapscope:menu', (event, model: unknown) => {
    const parsed = menuModel.safeParse(model);
    if (!isOwnPage(event)) return;
    if (parsed.success) applicationMenu(parsed.data, (id) => void window.act(id));
    else console.error(`The menus are not as agreed: ${parsed.error.message}`);
  });
  ipcMain.on('gapscope:command', (event, command: unknown) => {
    const parsed = shellCommand.safeParse(command);
    if (isOwnPage(event) && parsed.success) window.obey(parsed.data);
  });
  ipcMain.handle('gapscope:choose-file', async (event, kind: unknown) => {
    const parsed = fileChoice.safeParse(kind);
    const parent = window.browserWindow;
    if (!isOwnPage(event) || parent === undefined || !parsed.success) return null;
    return chooseFile(parent, parsed.data);
  });
  ipcMain.handle('gapscope:choose-target', async (event, target: unknown) => {
    const parsed = targetChoice.safeParse(target);
    const parent = window.browserWindow;
    if (!isOwnPage(event) || parent === undefined || !parsed.success) return null;
    return chooseTarget(parent, parsed.data);
  });
}

/** Nothing that is being trained ends by accident, and the engine stores what it has before the application ends. */
function endInOrder(window: MainWindow, engine: EngineKeeper, guard: QuitGuard): void {
  app.on('before-quit', (event) => {
    if (!guard.mayEnd()) event.preventDefault();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin' && !guard.inBackground) app.quit();
  });
  const endNow = (): void => {
    guard.decide();
    app.quit();
  };
  // Whoever sends these waits for no dialog.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, endNow);
  powerMonitor.on('shutdown', endNow);
  window.onSessionEnd = () => guard.decide();
  let stopped = false;
  app.on('will-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    // Whoever opens the application meanwhile gets a window of a new one.
    app.releaseSingleInstanceLock();
    void engine.stop().then(() => {
      stopped = true;
      // Not from within the event: what asks to quit meanwhile is passed over.
      setImmediate(() => app.quit());
    });
  });
}
