import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { FileChoice, MenuModel, ShellCommand, ShellMessage, TargetChoice } from '#contract/desktop';

/**
 * All that the page gets from the desktop: a port to the engine, the path of a file that the user chose or dropped, the menus and what
 * belongs to the window, and the platform's name. No Electron object crosses.
 */
const shell = {
  platform: process.platform,
  /** The path of a file from a drop or a file field; '' where the file is not on a disk. */
  pathForFile(file: File): string {
    // Electron before 29 has no webUtils; there the file itself carries its path.
    const known: { getPathForFile(file: File): string } | undefined = webUtils;
    if (known !== undefined) return known.getPathForFile(file);
    return 'path' in file && typeof file.path === 'string' ? file.path : '';
  },
  /** Opens the system's dialog; answers the chosen path, or null when the user cancels. */
  chooseFile(kind: FileChoice): Promise<string | null> {
    return ipcRenderer.invoke('gapscope:choose-file', kind);
  },
  /** The same for a file that is to be written; whoever chooses one that is there has been asked. */
  chooseTarget(target: TargetChoice): Promise<string | null> {
    return ipcRenderer.invoke('gapscope:choose-target', target);
  },
  /** Says what stands in the menus. */
  setMenu(menu: MenuModel): void {
    ipcRenderer.send('gapscope:menu', menu);
  },
  command(command: ShellCommand): void {
    ipcRenderer.send('gapscope:command', command);
  },
  /** The page listens: whatever waits for it may be told. */
  ready(): void {
    ipcRenderer.send('gapscope:ready');
  },
  /** Starts an engine after one that ended as soon as it was started. */
  startEngine(): void {
    ipcRenderer.send('gapscope:start-engine');
  },
  /** Asks for a new port to the engine, which arrives as a 'gapscope:port' message. */
  connect,
};

/** A channel with one end in the engine and the other in the page's world, which only `window.postMessage` can reach. */
function connect(): void {
  const { port1, port2 } = new MessageChannel();
  ipcRenderer.postMessage('gapscope:connect', null, [port1]);
  tell({ type: 'gapscope:port' }, [port2]);
}

function tell(message: ShellMessage, ports: MessagePort[] = []): void {
  window.postMessage(message, window.location.origin, ports);
}

contextBridge.exposeInMainWorld('gapscopeShell', shell);
// Module scripts have run by the load event, so the page listens.
window.addEventListener('load', connect, { once: true });
// The engine has been started anew: the page's port is dead.
ipcRenderer.on('gapscope:engine-restarted', connect);
// The shell's other words for the page.
ipcRenderer.on('gapscope:tell', (_event, message: ShellMessage) => tell(message));
