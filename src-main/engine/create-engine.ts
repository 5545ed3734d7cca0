import { commands, type CommandName, type Handlers } from '#contract/commands';
import type { Reply } from '#contract/rpc';
import { ExpectedError } from '#core/errors';
import { CommandsInFlight } from './commands-in-flight';
import { EventBus, type EventListener } from './event-bus';
import { createHandlers } from './handlers';
import { JobsInProgress } from './jobs-in-progress';
import type { EnginePorts } from './ports';
import { Sweeps } from './sweeps';
import { toWireError } from './wire-errors';
import { WorkspaceKeeper } from './workspace-keeper';
import { Workspaces } from './workspaces';

/** The use cases behind the contract, whichever host they run in. */
export interface Engine {
  /** Runs a command; errors are values, and a request that is not as the contract says is an expected one. */
  call(command: string, request: unknown): Promise<Reply>;
  /** Until the returned function is called. */
  onEvent(listener: EventListener): () => void;
  /** Cancels what is running, keeps what has finished, and ends the workers. */
  close(): Promise<void>;
}

/** Milliseconds between looks at who else works on the workspace. */
const watchInterval = 10_000;

export function createEngine(ports: EnginePorts): Engine {
  const events = new EventBus();
  const jobs = new JobsInProgress(events);
  const inFlight = new CommandsInFlight();
  const keeper = new WorkspaceKeeper(ports, events);
  const sweeps = new Sweeps(keeper.open, ports.interactive, ports.training, events);
  // Another engine at this workspace may die while this one is open.
  const watch = setInterval(() => {
    if (keeper.isOpen()) void sweeps.interruptAbandoned().catch(() => undefined);
  }, watchInterval).unref();
  const workspaces = new Workspaces(keeper, sweeps, inFlight, ports, events);
  const handlers = createHandlers({ ports, events, jobs, sweeps, workspaces, openWorkspace: keeper.open });
  return {
    async call(command, request) {
      try {
        return { ok: true, value: await dispatch(handlers, inFlight, command, request) };
      } catch (error) {
        const wire = toWireError(error);
        if (wire.kind === 'bug') console.error(error);
        return { ok: false, error: wire };
      }
    },
    onEvent: (listener) => events.listen(listener),
    async close() {
      clearInterval(watch);
      jobs.cancelAll();
      await sweeps.close();
      ports.measuring.close();
      ports.interactive.close();
      ports.training.close();
      await keeper.close();
    },
  };
}

async function dispatch(
  handlers: Handlers,
  inFlight: CommandsInFlight,
  command: string,
  request: unknown,
): Promise<unknown> {
  if (!isCommand(command)) throw new ExpectedError('invalid-input', `There is no command '${command}'.`);
  const parsed = commands[command].request.safeParse(request);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.map(String).join('.') ?? '';
    throw new ExpectedError('invalid-input', `${where || command}: ${issue?.message ?? 'invalid'}.`);
  }
  // The request was parsed by the schema of this very command.
  const handler = handlers[command] as (checked: unknown) => Promise<unknown>;
  return commands[command].response.parse(await inFlight.run(command, () => handler(parsed.data)));
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}
