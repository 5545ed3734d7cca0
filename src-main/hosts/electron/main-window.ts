import { app, BrowserWindow, dialog, nativeTheme, screen } from 'electron';
import type { ShellCommand, ShellMessage } from '#contract/desktop';
import { pageOrigin } from './app-protocol';
import { CrashGuard } from './crash-guard';
import { clampToDisplays, readWindowState, writeWindowState } from './window-state';

const firstSize = { width: 1280, height: 820 };

/** The application's one window, which can be closed and opened again while the engine goes on. */
export class MainWindow {
  /** Whether the window may close now; whoever forbids it closes it later. */
  mayClose: () => boolean = () => true;
  onOpen: () => void = () => undefined;
  /** The system ends all applications. */
  onSessionEnd: () => void = () => undefined;
  #window: BrowserWindow | undefined;
  /** Whether its page listens. */
  #ready = false;
  /** What the page is to be told once it does. */
  #waiting: ShellMessage[] = [];
  readonly #crashes = new CrashGuard(() => performance.now());

  /**
   * @param preload - path of the preload script
   * @param stateFile - where the window's place is kept
   */
  constructor(
    private readonly preload: string,
    private readonly stateFile: string,
  ) {}

  /** Undefined while it is closed. */
  get browserWindow(): BrowserWindow | undefined {
    return this.#window;
  }

  get isOpen(): boolean {
    return this.#window !== undefined;
  }

  /** Opens it where it was last, or brings it to the front. */
  show(): void {
    const window = this.#window;
    if (window === undefined) {
      // Before it is ready it opens by itself.
      if (app.isReady()) this.#open();
      return;
    }
    if (window.isMinimized()) window.restore();
    window.focus();
  }

  close(): void {
    this.#window?.close();
  }

  /** Tells the page, as soon as there is one that listens. */
  whenReady(message: ShellMessage): void {
    if (this.#ready) this.tell(message);
    else this.#waiting.push(message);
  }

  /** Tells the page that is there. */
  tell(message: ShellMessage): void {
    this.#window?.webContents.send('gapscope:tell', message);
  }

  /** An item of the menu was chosen: the user's act, as a click in the page is. Without one the page may not show its chooser for files. */
  async act(id: string): Promise<void> {
    await this.#window?.webContents.executeJavaScript('undefined', true);
    this.tell({ type: 'gapscope:action', id });
  }

  engineRestarted(): void {
    this.#window?.webContents.send('gapscope:engine-restarted');
  }

  openFiles(paths: readonly string[]): void {
    if (paths.length > 0) this.whenReady({ type: 'gapscope:open', paths: [...paths] });
  }

  showSweep(id: string): void {
    this.show();
    this.whenReady({ type: 'gapscope:sweep', id });
  }

  pageReady(): void {
    this.#ready = true;
    for (const message of this.#waiting.splice(0)) this.tell(message);
  }

  obey(command: ShellCommand): void {
    const window = this.#window;
    if (command === 'quit') return app.quit();
    if (window === undefined) return;
    if (command === 'full-screen') return window.setFullScreen(!window.isFullScreen());
    const { webContents } = window;
    const step = { 'zoom-in': 0.5, 'zoom-out': -0.5, 'zoom-reset': -webContents.getZoomLevel() }[command];
    webContents.setZoomLevel(webContents.getZoomLevel() + step);
  }

  /** Says what went wrong in a way that cannot be overlooked. */
  complain(what: string, error: unknown): void {
    dialog.showErrorBox(what, error instanceof Error ? error.message : String(error));
  }

  #open(): void {
    const stored = readWindowState(this.stateFile);
    const displays = screen.getAllDisplays().map((display) => display.workArea);
    const bounds = stored === undefined ? firstSize : clampToDisplays(stored.bounds, displays);
    const window = new BrowserWindow({
      ...bounds,
      minWidth: 900,
      minHeight: 600,
      show: false,
      title: 'Gapscope',
      // The page's own background, so that nothing flashes before the first paint.
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#16181d' : '#ffffff',
      webPreferences: {
        preload: this.preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        experimentalFeatures: false,
        webviewTag: false,
        navigateOnDragDrop: false,
        spellcheck: false,
      },
    });
    this.#window = window;
    this.onOpen();
    if (stored?.maximised === true) window.maximize();
    window.once('ready-to-show', () => window.show());
    window.on('close', (event) => {
      if (!this.mayClose()) event.preventDefault();
      else writeWindowState(this.stateFile, { bounds: window.getNormalBounds(), maximised: window.isMaximized() });
    });
    window.on('session-end', () => this.onSessionEnd());
    window.on('closed', () => {
      this.#window = undefined;
      this.#ready = false;
    });
    // Whatever was loaded anew has yet to listen.
    window.webContents.on('did-navigate', () => (this.#ready = false));
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit') void this.#recover(window, reason);
    });
    void window.loadURL(`${pageOrigin}/`);
  }

  /** Loads a page again that has broken down; the engine has not, and goes on. */
  async #recover(window: BrowserWindow, reason: string): Promise<void> {
    this.#ready = false;
    console.error(`The page ended unexpectedly (${reason}).`);
    if (this.#crashes.broken() === 'ask') {
      const { response } = await dialog.showMessageBox(window, {
        ...{ type: 'error', title: 'Gapscope', message: 'The window breaks down again and again.' },
        detail: `The reason given is ‘${reason}’. The engine is not affected: what it runs goes on.`,
        ...{ buttons: ['Load it again', 'Quit'], defaultId: 0, cancelId: 0 },
      });
      if (response === 1) return app.quit();
    }
    this.#waiting.push({ type: 'gapscope:recovered' });
    window.webContents.reload();
  }
}
