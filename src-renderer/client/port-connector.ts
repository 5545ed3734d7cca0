import type { Channel, Connector } from './channel';
import { EngineDownError } from './errors';
import { listenToShell, type ShellPage } from './shell';

/**
 * Lines over the MessagePorts that the preload posts to the page: one once it has loaded, and another whenever the engine has been
 * started anew, which also means that the line before it is dead. Where the engine cannot be started, the preload says so instead.
 */
export function portConnector(page: ShellPage): Connector {
  /** What came while nobody waited for it. */
  let spare: Outcome | undefined;
  let waiting: ((outcome: Outcome) => void) | undefined;
  let endCurrent: () => void = () => undefined;

  const arrive = (outcome: Outcome): void => {
    if (waiting === undefined) spare = outcome;
    else waiting(outcome);
    waiting = undefined;
  };

  listenToShell(page, 'gapscope:engine-failed', ({ reason }) => {
    endCurrent();
    arrive(new EngineDownError(reason));
  });
  listenToShell(page, 'gapscope:port', (_message, [port]) => {
    if (port === undefined) return;
    endCurrent();
    const { channel, end } = portChannel(port);
    endCurrent = end;
    arrive(channel);
  });

  return {
    async open() {
      const ready = spare;
      spare = undefined;
      const outcome = ready ?? (await new Promise<Outcome>((resolve) => (waiting = resolve)));
      if (outcome instanceof EngineDownError) throw outcome;
      return outcome;
    },
    startEngine: () => page.gapscopeShell?.startEngine(),
  };
}

type Outcome = Channel | EngineDownError;

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
