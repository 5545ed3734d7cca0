import { defaultWorkspace } from '../cli/default-workspace';
import type { EngineChannelMessage, EngineMessage } from '../electron/engine-process';
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
  on(event: 'message', listener: (event: { data: EngineMessage; ports: readonly Port[] }) => void): void;
}
interface Port {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  on(event: 'close', listener: () => void): void;
  start(): void;
}

let ending = false;
/** Stores what there is and ends. */
function end(): void {
  if (ending) return;
  ending = true;
  void engine.close().finally(() => process.exit());
}

// A terminal sends these to all that run in it; the shell decides what is to end.
for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => undefined);
process.on('SIGTERM', end);
// A log that nobody can read is no reason to end.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

const { parentPort } = process as { parentPort?: ParentPort };
if (parentPort === undefined) serveChannel();
else servePorts(parentPort);

function servePorts(parent: ParentPort): void {
  parent.on('message', ({ data: { type }, ports: [port] }) => {
    if (type === 'stop') end();
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
  process.on('disconnect', end);
}

function openWindow(window: number): { receive(message: unknown): void; detach(): void } {
  let receive: (message: unknown) => void = () => undefined;
  const detach = attachWindow(engine, {
    post: (body) => process.send?.({ type: 'message', window, body } satisfies EngineChannelMessage),
    listen: (onMessage) => (receive = onMessage),
  });
  return { receive: (message) => receive(message), detach };
}
