import type { LogEntry } from '#contract/sweep';
import { atMostOften } from './at-most-often';
import type { EventBus } from './event-bus';
import type { Workspace } from './workspace';

/** Milliseconds between events. */
const interval = 100;

type LogStore = Pick<Workspace, 'addLog' | 'log'>;

interface Fresh {
  readonly entries: LogEntry[];
  readonly tell: { request(): void; flush(): void };
}

/** What this engine does with its sweeps, and when: stored, then told. */
export class SweepLog {
  readonly #fresh = new Map<string, Fresh>();
  /** Writing and reading in turn, so that what is answered and what is told after it make a whole. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly openStore: () => Promise<LogStore>,
    private readonly events: EventBus,
  ) {}

  add(sweepId: string, level: LogEntry['level'], message: string): void {
    const fresh = this.#fresh.get(sweepId) ?? this.#open(sweepId);
    fresh.entries.push({ moment: new Date().toISOString(), level, message });
    fresh.tell.request();
  }

  /** Stores and tells what is still to be told of a sweep. */
  async flush(sweepId: string): Promise<void> {
    this.#fresh.get(sweepId)?.tell.flush();
    await this.#turn;
  }

  /** All that was done with a sweep, by this engine and by those before it; oldest first. */
  of(sweepId: string): Promise<LogEntry[]> {
    void this.flush(sweepId);
    return this.#next(async () => (await this.openStore()).log(sweepId));
  }

  /** When everything so far is stored. */
  async settled(): Promise<void> {
    await Promise.all([...this.#fresh.keys()].map((sweepId) => this.flush(sweepId)));
  }

  #open(sweepId: string): Fresh {
    const fresh: LogEntry[] = [];
    const tell = atMostOften(interval, () => {
      const entries = fresh.splice(0);
      void this.#next(() => this.#storeAndTell(sweepId, entries));
    });
    const opened = { entries: fresh, tell };
    this.#fresh.set(sweepId, opened);
    return opened;
  }

  async #storeAndTell(sweepId: string, entries: readonly LogEntry[]): Promise<void> {
    try {
      await (await this.openStore()).addLog(sweepId, entries);
    } catch (error) {
      // The runs are what matters; they go on, and say for themselves where they cannot be stored.
      const reason = error instanceof Error ? error.message : String(error);
      this.events.emit('notice', { level: 'warning', message: `The log of a sweep was not stored. ${reason}` });
    }
    this.events.emit('sweep.logged', { sweepId, entries: [...entries] });
  }

  #next<Result>(act: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(act);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}
