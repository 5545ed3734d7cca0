import type { SweepSummary } from '#contract/sweep';
import { CancelledError, ExpectedError } from '#core/errors';
import { atMostOften } from './at-most-often';
import { BatchProgress } from './batch-progress';
import { CheckpointWriter } from './checkpoint-writer';
import { buildSweepCurves } from './build-sweep-curves';
import type { EventBus } from './event-bus';
import { insist } from './insist';
import type { JobNote } from './job-notes';
import { LiveLosses, type LossSeries } from './live-losses';
import { WorkerCrashedError, type WorkerPool } from './worker-pool';
import type { LeasedBatch, RunOutcome, Stop, StoredSweep, Workspace } from './workspace';

/** A batch whose worker died is tried so often in all. */
const attempts = 3;
const heartbeatInterval = 2_000;
/** Milliseconds between events of a sweep. */
const eventInterval = 100;

interface RunnerPorts {
  readonly workspace: Workspace;
  readonly training: WorkerPool;
  readonly interactive: WorkerPool;
  /** Workers that train side by side. */
  readonly lanes: number;
  readonly events: EventBus;
  /** Holds the leases. */
  readonly owner: string;
}

/** Runs the queued batches of one sweep, on as many workers as there are, until none is left or it is stopped. */
export class SweepRunner {
  /** Ends the work of all lanes: because the user asks for it, or because one of them has failed. */
  readonly #controller = new AbortController();
  readonly #started = performance.now();
  readonly #progress = new BatchProgress();
  readonly #changed = atMostOften(eventInterval, () => void this.#announce());
  readonly #progressed = atMostOften(eventInterval, () => this.#announceProgress());
  readonly #losses = new LiveLosses();
  readonly #trained = atMostOften(eventInterval, () => this.#announceLosses());
  #summary: SweepSummary;
  #stopped: Stop | null = null;
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

  /** Its batches keep their state first. What was asked for first counts. */
  stop(reason: Stop): void {
    this.#stopped ??= reason;
    this.#controller.abort();
  }

  /** Of the runs that are being trained. */
  get losses(): readonly LossSeries[] {
    return this.#losses.all;
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
      this.#trained.flush();
      await this.#announce();
    }
  }

  /** All lanes have ended when this does, also where one of them has failed. */
  async #workInLanes(): Promise<void> {
    const lanes = Array.from({ length: this.ports.lanes }, async () => {
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
      if (this.#stopped === 'cancelled') await workspace.cancelQueued(this.#id);
      await workspace.endSweep(this.#id, this.#stopped ?? 'interrupted');
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
    const checkpoints = this.#writerFor(batch);
    this.#progress.begin(batch);
    try {
      outcomes = await this.#compute(batch, checkpoints);
    } catch (error) {
      await checkpoints.settled();
      await this.#close(batch, error);
      return;
    } finally {
      this.#progress.end(batch);
      this.#progressed.request();
    }
    await checkpoints.settled();
    // What goes wrong from here on is the storage's fault, not that of the runs.
    for (const outcome of outcomes)
      await this.#keep(() =>
        'error' in outcome ? workspace.storeFailure(batch, outcome) : workspace.storeRun(batch, outcome),
      );
    const failed = outcomes.some((outcome) => 'error' in outcome);
    await this.#keep(() => workspace.closeBatch(batch, failed ? 'failed' : 'finished', null));
    this.#trained.flush();
    this.#losses.forget(batch.runs.map(({ id }) => id));
  }

  #writerFor(batch: LeasedBatch): CheckpointWriter {
    const { workspace, events } = this.ports;
    let told = false;
    return new CheckpointWriter(
      (checkpoint) => workspace.storeCheckpoint(batch, checkpoint),
      (error) => {
        // Only what is done since the last one is at stake; once is enough to say so.
        const reason = error instanceof Error ? error.message : String(error);
        if (!told) events.emit('notice', { level: 'warning', message: `A checkpoint could not be stored: ${reason}` });
        told = true;
      },
    );
  }

  async #compute(batch: LeasedBatch, writer: CheckpointWriter): Promise<readonly RunOutcome[]> {
    const checkpoints = await insist(() => this.ports.workspace.checkpoints(batch.id));
    const { declaration, taskName, summary } = this.sweep;
    const { testPoints, samples, seed, task } = declaration;
    const { group, trainer } = batch.curve;
    return this.ports.training.run(
      'train',
      {
        ...{ task, taskCanonical: taskName, group, trainer, runs: batch.runs },
        ...{ testPoints, samples, seed, backend: summary.backend, checkpoints },
      },
      {
        signal: this.#controller.signal,
        onProgress: (progress) => {
          this.#progress.note(batch, progress);
          this.#progressed.request();
        },
        onNote: (note) => this.#take(note, writer),
      },
    );
  }

  #take(note: JobNote, writer: CheckpointWriter): void {
    if (note.kind === 'checkpoint') writer.add(note.checkpoint);
    else if (note.kind === 'notice') this.ports.events.emit('notice', { level: 'warning', message: note.message });
    else {
      this.#losses.note(note.runs);
      this.#trained.request();
    }
  }

  /** After a batch that has not come to its end. */
  async #close(batch: LeasedBatch, error: unknown): Promise<void> {
    const { workspace, events } = this.ports;
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof CancelledError)
      await this.#keep(() =>
        workspace.closeBatch(batch, this.#stopped === 'cancelled' ? 'cancelled' : 'interrupted', null),
      );
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

  #announceLosses(): void {
    const runs = this.#losses.take().map(({ id, from, steps, values }) => ({
      ...{ id, from, steps: [...steps] },
      values: values.map(finiteOrNull),
    }));
    if (runs.length > 0) this.ports.events.emit('run.losses', { sweepId: this.#id, runs });
  }

  #announceProgress(): void {
    const { batches, runs: done } = this.#progress;
    this.ports.events.emit('batch.progress', { sweepId: this.#id, remaining: this.#remaining, done, batches });
  }

  /** Seconds, from what has been done since the start; the running batches count with what they have done so far, but not with what they went on from. */
  get #remaining(): number | null {
    const { runs, finished, failed, state } = this.#summary;
    const before = this.sweep.summary.finished;
    const done = finished + failed - before + this.#progress.runs;
    const here = done - this.#progress.restored;
    if (state !== 'running' || here <= 0) return null;
    return ((performance.now() - this.#started) / 1000 / here) * Math.max(0, runs - before - done);
  }
}

/** JSON and the contract's schemas know no other numbers. */
function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
