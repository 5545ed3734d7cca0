import type { SweepSummary } from '#contract/sweep';
import { CancelledError, ExpectedError } from '#core/errors';
import { atMostOften } from './at-most-often';
import { BatchProgress } from './batch-progress';
import { buildSweepCurves } from './build-sweep-curves';
import type { EventBus } from './event-bus';
import { insist } from './insist';
import { WorkerCrashedError, type WorkerPool } from './worker-pool';
import type { LeasedBatch, RunOutcome, StoredSweep, Workspace } from './workspace';

/** A batch whose worker died is tried so often in all. */
const attempts = 3;
const heartbeatInterval = 2_000;
/** Milliseconds between events of a sweep. */
const eventInterval = 100;

interface RunnerPorts {
  readonly workspace: Workspace;
  readonly training: WorkerPool;
  readonly interactive: WorkerPool;
  readonly events: EventBus;
  /** Holds the leases. */
  readonly owner: string;
}

/** Runs the queued batches of one sweep, on as many workers as there are, until none is left or it is cancelled. */
export class SweepRunner {
  /** Ends the work of all lanes: because the user asks for it, or because one of them has failed. */
  readonly #controller = new AbortController();
  readonly #started = performance.now();
  readonly #progress = new BatchProgress();
  readonly #changed = atMostOften(eventInterval, () => void this.#announce());
  readonly #progressed = atMostOften(eventInterval, () => this.#announceProgress());
  #summary: SweepSummary;
  #cancelled = false;
  /** Whether even the sweep's end could not be stored. */
  #unstored = false;
  /** Resolves when the sweep has ended, in whichever state; never rejects. */
  readonly ended: Promise<void>;

  constructor(
    private readonly ports: RunnerPorts,
    private readonly sweep: StoredSweep,
  ) {
    this.#summary = sweep.summary;
    this.ended = this.#run();
  }

  cancel(): void {
    this.#cancelled = true;
    this.#controller.abort();
  }

  get #id(): string {
    return this.sweep.summary.id;
  }

  async #run(): Promise<void> {
    const { workspace } = this.ports;
    // A heartbeat that is missed is made up for by the next one.
    const beat = (): void => void workspace.heartbeat(this.ports.owner, Date.now()).catch(() => undefined);
    const heart = setInterval(beat, heartbeatInterval);
    try {
      await workspace.beginSweep(this.#id, this.ports.owner, Date.now());
      this.#changed.request();
      await this.#workInLanes();
      if (!this.#controller.signal.aborted) await this.#storeCurves();
      await this.#end();
    } catch (error) {
      this.#complain('was interrupted', error);
      await this.#end().catch(() => {
        this.#unstored = true;
      });
    } finally {
      clearInterval(heart);
      this.#changed.flush();
      this.#progressed.flush();
      await this.#announce();
    }
  }

  /** All lanes have ended when this does, also where one of them has failed. */
  async #workInLanes(): Promise<void> {
    const lanes = Array.from({ length: this.ports.training.size }, async () => {
      try {
        await this.#work();
      } catch (error) {
        this.#controller.abort();
        throw error;
      }
    });
    const failed = (await Promise.allSettled(lanes)).find((lane) => lane.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  async #end(): Promise<void> {
    const { workspace } = this.ports;
    await insist(async () => {
      await workspace.releaseBatches(this.#id, this.ports.owner);
      if (this.#cancelled) await workspace.cancelQueued(this.#id);
      await workspace.endSweep(this.#id, this.#cancelled);
    });
    await workspace.addSeconds(this.#id, (performance.now() - this.#started) / 1000);
  }

  #complain(what: string, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `The sweep '${this.sweep.summary.name}' ${what}: ${reason}`;
    this.ports.events.emit('notice', { level: 'error', message });
  }

  /** One worker's share: the next batch that is queued, until there is none. */
  async #work(): Promise<void> {
    const { workspace } = this.ports;
    while (!this.#controller.signal.aborted) {
      const batch = await insist(() => workspace.claimBatch(this.#id, this.ports.owner, Date.now()));
      if (batch === null) return;
      await this.#announceRuns(batch);
      await this.#train(batch);
      await this.#announceRuns(batch);
    }
  }

  async #train(batch: LeasedBatch): Promise<void> {
    const { workspace } = this.ports;
    let outcomes: readonly RunOutcome[];
    this.#progress.begin(batch);
    try {
      outcomes = await this.#compute(batch);
    } catch (error) {
      await this.#close(batch, error);
      return;
    } finally {
      this.#progress.end(batch);
      this.#progressed.request();
    }
    // What goes wrong from here on is the storage's fault, not that of the runs.
    for (const outcome of outcomes)
      await this.#keep(() =>
        'error' in outcome ? workspace.storeFailure(batch, outcome) : workspace.storeRun(batch, outcome),
      );
    const failed = outcomes.some((outcome) => 'error' in outcome);
    await this.#keep(() => workspace.closeBatch(batch, failed ? 'failed' : 'finished', null));
  }

  #compute(batch: LeasedBatch): Promise<readonly RunOutcome[]> {
    const { declaration, taskName, summary } = this.sweep;
    const { testPoints, samples, seed, task } = declaration;
    const { group, trainer } = batch.curve;
    return this.ports.training.run(
      'train',
      {
        ...{ task, taskCanonical: taskName, group, trainer, runs: batch.runs },
        ...{ testPoints, samples, seed, backend: summary.backend },
      },
      {
        signal: this.#controller.signal,
        onProgress: (progress) => {
          this.#progress.note(batch, progress);
          this.#progressed.request();
        },
      },
    );
  }

  /** After a batch that has not come to its end. */
  async #close(batch: LeasedBatch, error: unknown): Promise<void> {
    const { workspace, events } = this.ports;
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof CancelledError)
      await this.#keep(() => workspace.closeBatch(batch, this.#cancelled ? 'cancelled' : 'interrupted', null));
    else if (error instanceof WorkerCrashedError && batch.attempts < attempts) {
      events.emit('notice', { level: 'warning', message: `${message} Its runs are tried again.` });
      await this.#keep(() => workspace.closeBatch(batch, 'queued', message));
    } else await this.#keep(() => workspace.closeBatch(batch, 'failed', message));
  }

  /** Stores what belongs to a lease; where that has passed to another engine, the work here is over. */
  async #keep(store: () => Promise<boolean>): Promise<void> {
    if (!(await insist(store)))
      throw new ExpectedError('unavailable', 'Another Gapscope that uses this workspace has taken over its runs.');
  }

  async #storeCurves(): Promise<void> {
    const { workspace, interactive } = this.ports;
    try {
      const curves = await buildSweepCurves(workspace, this.sweep, interactive);
      for (const [index, curve] of this.sweep.curves.entries()) {
        const result = curves[index];
        if (result !== undefined) await insist(() => workspace.storeCurve(curve.id, result));
      }
    } catch (error) {
      // The runs are done all the same; the curves are drawn up anew whenever they are asked for.
      this.#complain('is done, but its curves could not be stored', error);
    }
  }

  async #announceRuns(batch: LeasedBatch): Promise<void> {
    const runs = await this.ports.workspace.runs(
      this.#id,
      batch.runs.map(({ id }) => id),
    );
    this.ports.events.emit('run.changed', { sweepId: this.#id, runs });
    this.#changed.request();
  }

  async #announce(): Promise<void> {
    try {
      this.#summary = await this.ports.workspace.summary(this.#id);
    } catch {
      // It is told what was known last; whoever asks for the sweep hears what is wrong.
    }
    // Whoever waits for the end is not to wait for the disk.
    if (this.#unstored) this.#summary = { ...this.#summary, state: 'interrupted' };
    this.ports.events.emit('sweep.changed', { ...this.#summary, remaining: this.#remaining });
  }

  #announceProgress(): void {
    const { batches, runs: done } = this.#progress;
    this.ports.events.emit('batch.progress', { sweepId: this.#id, remaining: this.#remaining, done, batches });
  }

  /** Seconds, from what has been done since the start; the running batches count with what they have done so far. */
  get #remaining(): number | null {
    const { runs, finished, failed, state } = this.#summary;
    const before = this.sweep.summary.finished;
    const done = finished + failed - before + this.#progress.runs;
    if (state !== 'running' || done <= 0) return null;
    return ((performance.now() - this.#started) / 1000 / done) * Math.max(0, runs - before - done);
  }
}
