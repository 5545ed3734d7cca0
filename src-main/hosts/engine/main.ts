import { defaultWorkspace } from '../cli/default-workspace';
import type { EngineChannelMessage } from '../electron/engine-process';
import { attachWindow } from './attach-window';
import { composeEngine } from './compose-engine';

/**
 * The engine as a process of its own. Its windows come as ports where the desktop's shell has started it on Electron's Node, or as numbered
 * messages over the process's channel where it runs on another Node.
 */
const engine = await composeEngine({
  workspacePath: process.env['GAPSCOPE_WORKSPACE'] ?? defaultWorkspace(process.env, process.platform),
});

/** What Electron adds to `process` in a utility process. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown; ports: readonly Port[] }) => void): void;
}
interface Port {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  on(event: 'close', listener: () => void): void;
  start(): void;
}

const { parentPort } = process as { parentPort?: ParentPort };
if (parentPort === undefined) serveChannel();
else servePorts(parentPort);

function servePorts(parent: ParentPort): void {
  parent.on('message', ({ ports: [port] }) => {
    if (port === undefined) return;
    const detach = attachWindow(engine, {
      post: (message) => port.postMessage(message),
      listen: (onMessage) => port.on('message', ({ data }) => onMessage(data)),
    });
    port.on('close', detach);
    port.start();
  });
}

function serveChannel(): void {
  const windows = new Map<number, { receive(message: unknown): void; detach(): void }>();
  process.on('message', (message: EngineChannelMessage) => {
    const { window } = message;
    if (message.type === 'message') windows.get(window)?.receive(message.body);
    else if (message.type === 'connect') windows.set(window, openWindow(window));
    else {
      windows.get(window)?.detach();
      windows.delete(window);
    }
  });
  process.on('disconnect', () => void engine.close().then(() => process.exit()));
}

function openWindow(window: number): { receive(message: unknown): void; detach(): void } {
  let receive: (message: unknown) => void = () => undefined;
  const detach = attachWindow(engine, {
    post: (body) => process.send?.({ type: 'message', window, body } satisfies EngineChannelMessage),
    listen: (onMessage) => (receive = onMessage),
  });
  return { receive: (message) => receive(message), detach };
}
