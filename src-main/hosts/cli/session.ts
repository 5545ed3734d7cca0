import { type CommandName, commands, type RequestOf, type ResponseOf } from '#contract/commands';
import { type EventName, events, type EventOf } from '#contract/events';
import type { Reply } from '#contract/rpc';
import { fromWireError } from '../../engine/wire-errors';
import type { Terminal } from './terminal';

/** The engine, as the command line uses it. */
export interface ClientEngine {
  call(command: string, request: unknown): Promise<Reply>;
  onEvent(listener: (name: string, payload: unknown) => void): () => void;
  close(): Promise<void>;
}

/** Asks the engine, and shows the progress of its answers. */
export class Session {
  #cancel: (() => void) | undefined;
  #jobs = 0;

  constructor(
    private readonly engine: ClientEngine,
    private readonly terminal: Terminal,
  ) {}

  /** Throws the engine's error where it answers with one. */
  async ask<Name extends CommandName>(name: Name, request: RequestOf<Name>): Promise<ResponseOf<Name>> {
    const reply = await this.engine.call(name, request);
    if (!reply.ok) throw fromWireError(reply.error);
    // The schema of this very command has just checked it.
    return commands[name].response.parse(reply.value) as ResponseOf<Name>;
  }

  /** The same for long work, with progress, and cancelled by Ctrl+C. */
  async askLong<Name extends 'measure' | 'advise' | 'data.inspect' | 'history.bundle' | 'history.importBundle'>(
    name: Name,
    requestFor: (job: string) => RequestOf<Name>,
  ): Promise<ResponseOf<Name>> {
    const job = `command-line-${String(process.pid)}-${String(++this.#jobs)}`;
    const stop = this.on('job.progress', (progress) => {
      if (progress.job === job) this.terminal.progress(progress);
    });
    try {
      return await this.cancellable(
        () => this.ask(name, requestFor(job)),
        () => void this.engine.call('job.cancel', { job }),
      );
    } finally {
      stop();
      this.terminal.endProgress();
    }
  }

  on<Name extends EventName>(name: Name, listener: (payload: EventOf<Name>) => void): () => void {
    return this.engine.onEvent((event, payload) => {
      if (event === name) listener(events[name].parse(payload) as EventOf<Name>);
    });
  }

  /** While `act` runs, Ctrl+C calls `cancel`. */
  async cancellable<Result>(act: () => Promise<Result>, cancel: () => void): Promise<Result> {
    this.#cancel = cancel;
    try {
      return await act();
    } finally {
      this.#cancel = undefined;
    }
  }

  /** False where nothing is running that could be cancelled. */
  cancel(): boolean {
    const cancel = this.#cancel;
    this.#cancel = undefined;
    cancel?.();
    return cancel !== undefined;
  }
}
