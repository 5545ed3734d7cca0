import { commands, type CommandName, type Handlers } from '#contract/commands';
import type { Reply } from '#contract/rpc';
import { ExpectedError } from '#core/errors';
import { EventBus, type EventListener } from './event-bus';
import { createHandlers } from './handlers';
import { JobsInProgress } from './jobs-in-progress';
import { isOwnerGone } from './lease-owner';
import type { EnginePorts } from './ports';
import { Sweeps } from './sweeps';
import { toWireError } from './wire-errors';
import type { Workspace } from './workspace';

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
  const openWorkspace = workspaceOpener(ports, events);
  const sweeps = new Sweeps(openWorkspace.open, ports.interactive, ports.training, events);
  // Another engine at this workspace may die while this one is open.
  const watch = setInterval(() => {
    if (openWorkspace.isOpen()) void sweeps.interruptAbandoned().catch(() => undefined);
  }, watchInterval).unref();
  const handlers = createHandlers({ ports, events, jobs, sweeps, openWorkspace: openWorkspace.open });
  return {
    async call(command, request) {
      try {
        return { ok: true, value: await dispatch(handlers, command, request) };
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
      await openWorkspace.close();
    },
  };
}

async function dispatch(handlers: Handlers, command: string, request: unknown): Promise<unknown> {
  if (!isCommand(command)) throw new ExpectedError('invalid-input', `There is no command '${command}'.`);
  const parsed = commands[command].request.safeParse(request);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.map(String).join('.') ?? '';
    throw new ExpectedError('invalid-input', `${where || command}: ${issue?.message ?? 'invalid'}.`);
  }
  // The request was parsed by the schema of this very command.
  const handler = handlers[command] as (checked: unknown) => Promise<unknown>;
  return commands[command].response.parse(await handler(parsed.data));
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

/** Opens the workspace when it is first needed, so that measuring works without; what was running when an engine died is interrupted then. */
function workspaceOpener(
  ports: EnginePorts,
  events: EventBus,
): { open(): Promise<Workspace>; isOpen(): boolean; close(): Promise<void> } {
  let opened: Promise<Workspace> | undefined;
  const openAnew = async (): Promise<Workspace> => {
    const workspace = await ports.openWorkspace(ports.workspacePath);
    if (workspace.damage !== null) events.emit('notice', { level: 'error', message: workspace.damage });
    await workspace.interruptAbandoned(isOwnerGone);
    return workspace;
  };
  return {
    open() {
      opened ??= openAnew().catch((error: unknown) => {
        // Tried again by the next command: the disk may be back.
        opened = undefined;
        throw error;
      });
      return opened;
    },
    isOpen: () => opened !== undefined,
    close: async () => (await opened)?.close(),
  };
}
