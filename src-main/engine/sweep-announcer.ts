import type { LogEntry, SweepSummary } from '#contract/sweep';
import type { Progress } from '#core/work';
import { atMostOften } from './at-most-often';
import { BatchProgress } from './batch-progress';
import type { EventBus } from './event-bus';
import type { RunLosses } from './job-notes';
import { LiveLosses, type LossSeries } from './live-losses';
import type { SweepLog } from './sweep-log';
import type { LeasedBatch, Workspace } from './workspace';

/** Milliseconds between events of a kind. */
const eventInterval = 100;

/** Tells of a sweep that is being run, at most so often: its state, its runs, how far its batches are, and their losses. */
export class SweepAnnouncer {
  readonly #started = performance.now();
  readonly #progress = new BatchProgress();
  readonly #losses = new LiveLosses();
  readonly #changed = atMostOften(eventInterval, () => void this.#announce());
  readonly #progressed = atMostOften(eventInterval, () => this.#announceProgress());
  readonly #trained = atMostOften(eventInterval, () => this.#announceLosses());
  #summary: SweepSummary;
  /** Runs that were to be done when it was begun here: not those that are left as they are, cancelled for example. */
  #wanted = 0;
  #unstored = false;

  constructor(
    private readonly workspace: Pick<Workspace, 'summary' | 'runs'>,
    private readonly events: EventBus,
    private readonly log: Pick<SweepLog, 'add' | 'flush'>,
    /** As the sweep was before. */
    private readonly before: SweepSummary,
  ) {
    this.#summary = before;
  }

  /** Of the runs that are being trained. */
  get losses(): readonly LossSeries[] {
    return this.#losses.all;
  }

  /** Seconds since the sweep was begun here. */
  get seconds(): number {
    return (performance.now() - this.#started) / 1000;
  }

  /** What the user should hear wherever he looks. */
  notice(level: 'warning' | 'error', message: string): void {
    this.events.emit('notice', { level, message });
    this.note(level, message);
  }

  /** What stands in the sweep's log alone. */
  note(level: LogEntry['level'], message: string): void {
    this.log.add(this.before.id, level, message);
  }

  /** @param wanted - how many runs are to be done */
  begun(wanted: number): void {
    this.#wanted = wanted;
    this.changed();
  }

  changed(): void {
    this.#changed.request();
  }

  begin(batch: LeasedBatch): void {
    this.#progress.begin(batch);
  }

  progressed(batch: LeasedBatch, progress: Progress): void {
    this.#progress.note(batch, progress);
    this.#progressed.request();
  }

  end(batch: LeasedBatch): void {
    this.#progress.end(batch);
    this.#progressed.request();
  }

  trained(runs: readonly RunLosses[]): void {
    this.#losses.note(runs);
    this.#trained.request();
  }

  /** The batch's losses are stored: whoever wants them asks for them there. */
  stored({ runs }: LeasedBatch): void {
    this.#trained.flush();
    this.#losses.forget(runs.map(({ id }) => id));
  }

  async runs(batch: LeasedBatch): Promise<void> {
    const { id } = this.before;
    const runs = await this.workspace.runs(
      id,
      batch.runs.map((run) => run.id),
    );
    this.events.emit('run.changed', { sweepId: id, runs });
    this.#changed.request();
  }

  /**
   * The last word on the sweep.
   * @param unstored - whether even its end could not be stored: whoever waits for it is not to wait for the disk
   */
  async close(unstored: boolean): Promise<void> {
    this.#unstored = unstored;
    this.#changed.flush();
    this.#progressed.flush();
    this.#trained.flush();
    const told = this.log.flush(this.before.id);
    if (!unstored) await told;
    await this.#announce();
  }

  async #announce(): Promise<void> {
    try {
      this.#summary = await this.workspace.summary(this.before.id);
    } catch {
      // It is told what was known last; whoever asks for the sweep hears what is wrong.
    }
    if (this.#unstored) this.#summary = { ...this.#summary, state: 'interrupted' };
    this.events.emit('sweep.changed', { ...this.#summary, remaining: this.#remaining });
  }

  #announceLosses(): void {
    const runs = this.#losses.take().map(({ id, from, steps, values }) => ({
      ...{ id, from, steps: [...steps] },
      values: values.map(finiteOrNull),
    }));
    if (runs.length > 0) this.events.emit('run.losses', { sweepId: this.before.id, runs });
  }

  #announceProgress(): void {
    const { batches, runs: done } = this.#progress;
    this.events.emit('batch.progress', { sweepId: this.before.id, remaining: this.#remaining, done, batches });
  }

  /** Seconds, from what has been done since the start; the running batches count with what they have done so far, but not with what they went on from. */
  get #remaining(): number | null {
    const { finished, failed, state } = this.#summary;
    const done = finished + failed - this.before.finished - this.before.failed + this.#progress.runs;
    const here = done - this.#progress.restored;
    if (state !== 'running' || here <= 0) return null;
    return (this.seconds / here) * Math.max(0, this.#wanted - done);
  }
}

/** JSON and the contract's schemas know no other numbers. */
function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
