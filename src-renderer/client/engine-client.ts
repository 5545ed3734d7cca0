import { commands, type CommandName, type RequestOf, type ResponseOf } from '#contract/commands';
import { events, type EventName, type EventOf } from '#contract/events';
import type { EngineFunctions, WindowFunctions } from '#contract/rpc';
import { ExpectedError } from '#core/errors';
import { createBirpc } from 'birpc';
import { shallowRef, type ShallowRef } from 'vue';
import type { Channel, Connector } from './channel';
import { ConnectionLostError, EngineBugError, EngineDownError, issueLine, valueOfReply } from './errors';

/** 'failed': no engine runs, and the line stays dead until it is started again. */
export type ConnectionState = 'connecting' | 'connected' | 'lost' | 'failed';

/** The engine, as the window sees it. */
export interface EngineClient {
  readonly state: Readonly<ShallowRef<ConnectionState>>;
  /** Why it has failed, in one sentence; null otherwise. */
  readonly problem: Readonly<ShallowRef<string | null>>;
  /** How many results are waited for that would be lost with the page. */
  readonly awaited: Readonly<ShallowRef<number>>;
  /** Starts an engine that has failed; nothing where this page cannot. */
  startEngine(): void;
  /** Asks the engine; waits for the connection where there is none yet. Throws ExpectedError, CancelledError, or what the engine calls a bug. */
  call<Name extends CommandName>(name: Name, request: RequestOf<Name>): Promise<ResponseOf<Name>>;
  /** Listens until the returned function is called. */
  on<Name extends EventName>(name: Name, listener: (payload: EventOf<Name>) => void): () => void;
  dispose(): void;
}

interface Line {
  readonly functions: EngineFunctions;
  /** Rejects when the line dies. */
  readonly dead: Promise<never>;
}

/** Commands whose results are kept nowhere but in the page that asked. */
const unstored: readonly CommandName[] = ['measure', 'advise'];

const firstDelay = 250;
const longestDelay = 10_000;

type Listener = (payload: never) => void;

/** Keeps a line to the engine open, with waits that double from a quarter of a second up to ten seconds. */
export function createEngineClient(connector: Connector): EngineClient {
  const state = shallowRef<ConnectionState>('connecting');
  const problem = shallowRef<string | null>(null);
  const awaited = shallowRef(0);
  const listeners = new Map<string, Set<Listener>>();
  let line: Promise<Line>;
  let disposed = false;
  let closeChannel: () => void = () => undefined;

  const windowFunctions: WindowFunctions = {
    event(name, payload) {
      if (!isEventName(name)) return;
      const parsed = events[name].safeParse(payload);
      if (!parsed.success) {
        console.error(`An event '${name}' is not as the contract says: ${parsed.error.message}`);
        return;
      }
      for (const listener of listeners.get(name) ?? []) (listener as (value: unknown) => void)(parsed.data);
    },
  };

  const attach = (channel: Channel): Line => {
    let lose: () => void = () => undefined;
    const dead = new Promise<never>((_, reject) => (lose = () => reject(new ConnectionLostError())));
    // Rejections are seen through the calls that wait; with none waiting there is nothing to say.
    dead.catch(() => undefined);
    const functions = createBirpc<EngineFunctions, WindowFunctions>(windowFunctions, {
      post: (message: unknown) => channel.post(message),
      on: (listener) => channel.listen(listener),
      timeout: -1,
    });
    channel.onClose(() => {
      lose();
      if (disposed) return;
      state.value = 'lost';
      line = connect();
    });
    closeChannel = () => channel.close();
    state.value = 'connected';
    problem.value = null;
    return { functions, dead };
  };

  const connect = async (): Promise<Line> => {
    for (let delay = firstDelay; ; delay = Math.min(delay * 2, longestDelay)) {
      try {
        return attach(await connector.open());
      } catch (error) {
        if (error instanceof EngineDownError) {
          problem.value = error.message;
          state.value = 'failed';
          // The next line comes when somebody has started the engine.
          continue;
        }
        state.value = 'lost';
        await new Promise((resolve) => setTimeout(resolve, delay));
        if (disposed) throw new ConnectionLostError();
      }
    }
  };

  line = connect();
  line.catch(() => undefined);

  return {
    state,
    problem,
    awaited,
    startEngine: () => connector.startEngine?.(),
    async call(name, request) {
      // Also a plain copy: a reactive object cannot cross a port.
      const checked = commands[name].request.safeParse(request);
      if (!checked.success) throw new ExpectedError('invalid-input', issueLine(checked.error));
      const { functions, dead } = await line;
      const lasting = unstored.includes(name) ? 1 : 0;
      awaited.value += lasting;
      const answer = await Promise.race([functions.call(name, checked.data), dead]).finally(
        () => (awaited.value -= lasting),
      );
      const parsed = commands[name].response.safeParse(valueOfReply(answer));
      if (!parsed.success)
        throw new EngineBugError(`the answer to '${name}' is not as agreed, ${issueLine(parsed.error)}`);
      // The schema of this very command has just checked it; the union of all commands hides that from the compiler.
      return parsed.data as ResponseOf<typeof name>;
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set<Listener>();
      listeners.set(name, set.add(listener));
      return () => set.delete(listener);
    },
    dispose() {
      disposed = true;
      closeChannel();
    },
  };
}

function isEventName(name: string): name is EventName {
  return Object.hasOwn(events, name);
}
