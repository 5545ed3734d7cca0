import { spawn, type ChildProcess } from 'node:child_process';
import { utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron';
import { ProcessEnd } from './process-end';

/** The engine, as the shell sees it: something that ports are handed to. */
export interface EngineProcess {
  connect(port: MessagePortMain): void;
  /** Lets it store what it has; resolves when it has ended, which it is made to where it takes too long. */
  stop(): Promise<void>;
}

interface Options {
  /** The bundled engine. */
  readonly script: string;
  /** A Node to run it on instead of Electron's own: for tests, and for a Node that fits the native parts. */
  readonly node: string | undefined;
  readonly environment: NodeJS.ProcessEnv;
  /** The engine has ended although nobody asked it to; called once. */
  readonly onCrash: (reason: string) => void;
  /** Milliseconds that it may take to end. */
  readonly grace?: number;
}

/** Starts the engine outside the shell, so that neither a native crash nor a long computation can reach the windows. */
export function startEngine(options: Options): EngineProcess {
  return options.node === undefined ? startUtility(options) : startNode(options, options.node);
}

function startUtility({ script, environment, onCrash, grace }: Options): EngineProcess {
  const end = new ProcessEnd(onCrash, grace);
  const child: UtilityProcess = utilityProcess.fork(script, [], {
    serviceName: 'Gapscope engine',
    env: environment,
    stdio: 'inherit',
  });
  child.on('exit', (code) => end.tell(`exit code ${String(code)}`));
  return {
    connect(port) {
      child.postMessage({ type: 'connect' } satisfies EngineMessage, [port]);
    },
    stop: () =>
      end.stop(
        () => child.postMessage({ type: 'stop' } satisfies EngineMessage),
        () => child.kill(),
      ),
  };
}

/** Message ports do not reach another Node: the shell relays what they say over the child's channel, with the port's number. */
function startNode({ script, environment, onCrash, grace }: Options, node: string): EngineProcess {
  const end = new ProcessEnd(onCrash, grace);
  let last = 0;
  const ports = new Map<number, MessagePortMain>();
  const child: ChildProcess = spawn(node, [script], {
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  const send = (message: EngineChannelMessage): void => {
    if (child.connected) child.send(message);
  };
  child.on('message', (message: EngineChannelMessage) => {
    if (message.type === 'message') ports.get(message.window)?.postMessage(message.body);
  });
  child.on('error', (error) => {
    // Without a process nothing will exit; a message that could not be sent is no end.
    if (child.pid === undefined) end.tell(error.message);
  });
  child.on('exit', (code, signal) => {
    for (const port of ports.values()) port.close();
    end.tell(signal ?? `exit code ${String(code)}`);
  });
  return {
    connect(port) {
      const window = ++last;
      ports.set(window, port);
      send({ type: 'connect', window });
      port.on('message', ({ data }) => {
        const body: unknown = data;
        send({ type: 'message', window, body });
      });
      port.on('close', () => {
        ports.delete(window);
        send({ type: 'disconnect', window });
      });
      port.start();
    },
    stop: () =>
      end.stop(
        () => {
          if (child.connected) child.disconnect();
        },
        () => void child.kill('SIGKILL'),
      ),
  };
}

/** What the shell tells an engine in a utility process; ports come with it. */
export type EngineMessage = { readonly type: 'connect' } | { readonly type: 'stop' };

/** What crosses the channel of an engine that runs on a Node of its own; `window` numbers the ports. */
export type EngineChannelMessage =
  | { readonly type: 'connect'; readonly window: number }
  | { readonly type: 'disconnect'; readonly window: number }
  | { readonly type: 'message'; readonly window: number; readonly body: unknown };
