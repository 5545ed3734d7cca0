import { app, BrowserWindow, ipcMain, type MessagePortMain } from 'electron';
import { join } from 'node:path';
import { declarePageScheme, servePage } from './app-protocol';
import { chooseData } from './choose-data';
import { EngineKeeper } from './engine-keeper';
import { startEngine } from './engine-process';
import { harden } from './harden';
import { openMainWindow } from './main-window';
import { installMenu } from './menu';
import { isOwnPage } from './sender';

/**
 * The shell: windows, menus and dialogs. It does no computing and no storage; the engine does, in a process of its own.
 */
const output = join(__dirname, '..');

if (app.requestSingleInstanceLock()) start();
else app.quit();

function start(): void {
  declarePageScheme();
  // Chromium cannot build its sandbox for root, in a container: whoever starts it there says so, and only there.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window?.isMinimized() === true) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  void app.whenReady().then(open);
}

function open(): void {
  harden();
  servePage(join(output, 'renderer'));
  installMenu();

  const tellWindows = (channel: string, ...details: string[]): void => {
    for (const window of BrowserWindow.getAllWindows()) window.webContents.send(channel, ...details);
  };
  const engine = new EngineKeeper({
    launch: (onCrash) =>
      startEngine({
        script: join(__dirname, 'engine.js'),
        node: process.env['GAPSCOPE_ENGINE_NODE'],
        environment: process.env,
        onCrash(reason) {
          console.error(`The engine ended unexpectedly (${reason}).`);
          onCrash(reason);
        },
      }),
    onRestart: () => tellWindows('gapscope:engine-restarted'),
    onFailure: (reason) => tellWindows('gapscope:engine-failed', reason),
    now: () => performance.now(),
  });
  stopBeforeQuitting(engine);

  ipcMain.on('gapscope:connect', (event) => {
    const port: MessagePortMain | undefined = event.ports[0];
    if (port === undefined || !isOwnPage(event)) return;
    if (engine.failure === undefined) engine.connect(port);
    else event.sender.send('gapscope:engine-failed', engine.failure);
  });
  ipcMain.on('gapscope:start-engine', (event) => {
    if (isOwnPage(event)) engine.startAgain();
  });
  ipcMain.handle('gapscope:choose-data', async (event, kind: unknown) => {
    const window = BrowserWindow.fromWebContents(event.sender);
    if (!isOwnPage(event) || window === null) return null;
    return chooseData(window, kind === 'folder' ? 'folder' : 'file');
  });

  const openWindow = (): void => {
    openMainWindow(join(output, 'preload', 'preload.cjs'), join(app.getPath('userData'), 'window.json'));
  };
  openWindow();
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow();
  });
}

/** The engine stores what it has before the application ends. */
function stopBeforeQuitting(engine: EngineKeeper): void {
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
