import { BrowserWindow, nativeTheme, screen } from 'electron';
import { pageOrigin } from './app-protocol';
import { clampToDisplays, readWindowState, writeWindowState } from './window-state';

const firstSize = { width: 1280, height: 820 };

/**
 * Opens the window where it was last.
 * @param preload - path of the preload script
 * @param stateFile - where the window's place is kept
 */
export function openMainWindow(preload: string, stateFile: string): BrowserWindow {
  const stored = readWindowState(stateFile);
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
      preload,
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
  if (stored?.maximised === true) window.maximize();
  window.once('ready-to-show', () => {
    window.show();
  });
  window.on('close', () => {
    writeWindowState(stateFile, { bounds: window.getNormalBounds(), maximised: window.isMaximized() });
  });
  void window.loadURL(`${pageOrigin}/`);
  return window;
}
