import type { LogEntry } from '#contract/sweep';
import { atMostOften } from './at-most-often';
import type { EventBus } from './event-bus';

/** Milliseconds between events. */
const interval = 100;
/** Entries kept of a sweep, the newest: thousands of batches say nothing that its runs do not say. */
const most = 2000;

interface Kept {
  readonly entries: LogEntry[];
  readonly fresh: LogEntry[];
  readonly tell: { request(): void; flush(): void };
}

/** What this engine did with its sweeps, and when. */
export class SweepLog {
  readonly #sweeps = new Map<string, Kept>();

  constructor(private readonly events: EventBus) {}

  add(sweepId: string, level: LogEntry['level'], message: string): void {
    const kept = this.#sweeps.get(sweepId) ?? this.#open(sweepId);
    const entry: LogEntry = { moment: new Date().toISOString(), level, message };
    kept.entries.push(entry);
    if (kept.entries.length > most) kept.entries.shift();
    kept.fresh.push(entry);
    kept.tell.request();
  }

  /** Tells what is still to be told. */
  flush(sweepId: string): void {
    this.#sweeps.get(sweepId)?.tell.flush();
  }

  /** Oldest first. */
  of(sweepId: string): readonly LogEntry[] {
    return this.#sweeps.get(sweepId)?.entries ?? [];
  }

  #open(sweepId: string): Kept {
    const fresh: LogEntry[] = [];
    const tell = atMostOften(interval, () => {
      this.events.emit('sweep.logged', { sweepId, entries: fresh.splice(0) });
    });
    const kept = { entries: [], fresh, tell };
    this.#sweeps.set(sweepId, kept);
    return kept;
  }
}
