import type { Channel, Connector } from './channel';

/** What the preload offers in the desktop application. */
export interface Shell {
  readonly platform: string;
  pathForFile(file: File): string;
  chooseData(kind: 'file' | 'folder'): Promise<string | null>;
  connect(): void;
}

declare global {
  interface Window {
    readonly gapscopeShell?: Shell;
  }
}

/**
 * Lines over the MessagePorts that the preload posts to the page: one once it has loaded, and another whenever the engine has been
 * started anew, which also means that the line before it is dead.
 */
export function portConnector(page: Window): Connector {
  let waiting: ((channel: Channel) => void) | undefined;
  let spare: Channel | undefined;
  let endCurrent: () => void = () => undefined;

  page.addEventListener('message', (event: MessageEvent<unknown>) => {
    const [port] = event.ports;
    if (event.source !== page || !isPortMessage(event.data) || port === undefined) return;
    endCurrent();
    const { channel, end } = portChannel(port);
    endCurrent = end;
    if (waiting === undefined) spare = channel;
    else waiting(channel);
    waiting = undefined;
  });

  return {
    open() {
      const ready = spare;
      spare = undefined;
      if (ready !== undefined) return Promise.resolve(ready);
      return new Promise((resolve) => (waiting = resolve));
    },
  };
}

function isPortMessage(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === 'gapscope:port';
}

function portChannel(port: MessagePort): { channel: Channel; end: () => void } {
  let onEnd: () => void = () => undefined;
  const end = (): void => {
    port.close();
    onEnd();
    onEnd = () => undefined;
  };
  // Chromium tells of a port's other end from version 122 on; before, the preload's next port does.
  port.addEventListener('close', end);
  const channel: Channel = {
    post: (message) => port.postMessage(message),
    listen(onMessage) {
      port.addEventListener('message', (event: MessageEvent<unknown>) => onMessage(event.data));
      port.start();
    },
    onClose: (listener) => (onEnd = listener),
    close: end,
  };
  return { channel, end };
}
