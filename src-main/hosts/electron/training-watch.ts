import { createBirpc } from 'birpc';
import { MessageChannelMain, type MessagePortMain } from 'electron';
import { wireError } from '#contract/errors';
import { events } from '#contract/events';
import type { EngineFunctions, WindowFunctions } from '#contract/rpc';
import type { SweepSummary } from '#contract/sweep';
import { afterChange, afterProgress, isTraining, type TrainingSweeps } from '#contract/training';
import type { WorkspaceReport } from '#contract/workspace';
import { z } from 'zod';

interface Listener {
  /** Sweeps have begun, come further, or ended. */
  onChange(): void;
  onEnd(sweep: SweepSummary): void;
  onWorkspace(workspace: WorkspaceReport): void;
}

const failed = z.object({ ok: z.literal(false), error: wireError });

/** The shell's own line to the engine: which sweeps are being run, whether or not a window shows them. */
export class TrainingWatch {
  #sweeps: TrainingSweeps = new Map();
  #line: { readonly engine: EngineFunctions; close(): void } | undefined;

  constructor(private readonly listener: Listener) {}

  get sweeps(): TrainingSweeps {
    return this.#sweeps;
  }

  /**
   * Opens a line to an engine that has just been started; what one before it ran has ended with it.
   * @param connect - hands the engine its end of the line
   */
  attach(connect: (port: MessagePortMain) => void): void {
    this.detach();
    const { port1, port2 } = new MessageChannelMain();
    const functions: WindowFunctions = { event: (name, payload) => this.#hear(name, payload) };
    const engine = createBirpc<EngineFunctions, WindowFunctions>(functions, {
      post: (message: unknown) => port1.postMessage(message),
      on: (receive: (message: unknown) => void) => port1.on('message', ({ data }) => receive(data)),
      timeout: -1,
    });
    this.#line = {
      engine,
      close() {
        // Whoever waits for an answer hears that there will be none.
        engine.$close(new Error('The engine has ended.'));
        port1.close();
      },
    };
    port1.start();
    connect(port2);
  }

  /** The engine has ended, and with it all that it ran. */
  detach(): void {
    this.#line?.close();
    this.#line = undefined;
    this.#sweeps = new Map();
    this.listener.onChange();
  }

  /** Ends all that is being run, where it can be gone on with; rejects where that could not be stored. */
  async pause(): Promise<void> {
    await Promise.all(
      [...this.#sweeps.keys()].map(async (id) => {
        const refusal = failed.safeParse(await this.#line?.engine.call('sweep.pause', { id }));
        if (refusal.success) throw new Error(refusal.data.error.message);
      }),
    );
  }

  #hear(name: string, payload: unknown): void {
    if (name === 'sweep.changed') {
      const changed = events['sweep.changed'].parse(payload);
      this.#sweeps = afterChange(this.#sweeps, changed);
      if (!isTraining(changed.state)) this.listener.onEnd(changed);
    } else if (name === 'batch.progress')
      this.#sweeps = afterProgress(this.#sweeps, events['batch.progress'].parse(payload));
    else {
      if (name === 'workspace.changed') this.listener.onWorkspace(events['workspace.changed'].parse(payload));
      return;
    }
    this.listener.onChange();
  }
}
