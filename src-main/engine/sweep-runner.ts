import { CancelledError, ExpectedError } from '#core/errors';
import { CheckpointWriter } from './checkpoint-writer';
import { buildSweepCurves } from './build-sweep-curves';
import { describeBatch, describeBeginning, describeEnd, describeOutcome } from './describe-work';
import type { EventBus } from './event-bus';
import { insist } from './insist';
import type { JobNote } from './job-notes';
import type { LossSeries } from './live-losses';
import { SweepAnnouncer } from './sweep-announcer';
import type { SweepLog } from './sweep-log';
import { WorkerCrashedError, type WorkerPool } from './worker-pool';
import type { LeasedBatch, RunOutcome, Stop, StoredSweep, Workspace } from './workspace';

/** A batch whose worker died is tried so often in all. */
const attempts = 3;
const heartbeatInterval = 2_000;

interface RunnerPorts {
  readonly workspace: Workspace;
  readonly training: WorkerPool;
  readonly interactive: WorkerPool;
  /** Workers that train side by side. */
  readonly lanes: number;
  readonly events: EventBus;
  readonly log: SweepLog;
  /** Holds the leases. */
  readonly owner: string;
}

/** Runs the queued batches of one sweep, on as many workers as there are, until none is left or it is stopped. */
export class SweepRunner {
  /** Ends the work of all lanes: because the user asks for it, or because one of them has failed. */
  readonly #controller = new AbortController();
  readonly #announcer: SweepAnnouncer;
  #stopped: Stop | null = null;
  /** Resolves when the sweep has ended, in whichever state; never rejects. */
  readonly ended: Promise<void>;

  constructor(
    private readonly ports: RunnerPorts,
    private readonly sweep: StoredSweep,
  ) {
    this.#announcer = new SweepAnnouncer(ports.workspace, ports.events, ports.log, sweep.summary);
    this.ended = this.#run();
  }

  /** Its batches keep their state first. What was asked for first counts. */
  stop(reason: Stop): void {
    this.#stopped ??= reason;
    this.#controller.abort();
  }

  /** Of the runs that are being trained. */
  get losses(): readonly LossSeries[] {
    return this.#announcer.losses;
  }

  get #id(): string {
    return this.sweep.summary.id;
  }

  async #run(): Promise<void> {
    const { workspace } = this.ports;
    // A heartbeat that is missed is made up for by the next one.
    const beat = (): void => void workspace.heartbeat(this.ports.owner, Date.now()).catch(() => undefined);
    const heart = setInterval(beat, heartbeatInterval);
    let unstored = false;
    try {
      const wanted = await workspace.beginSweep(this.#id, this.ports.owner, Date.now());
      this.#announcer.begun(wanted);
      this.#announcer.note('info', describeBeginning(wanted, this.ports.lanes, this.sweep.summary.backend));
      await this.#workInLanes();
      if (!this.#controller.signal.aborted) await this.#storeCurves();
      await this.#end();
    } catch (error) {
      this.#complain('was interrupted', error);
      await this.#end().catch(() => {
        unstored = true;
      });
    } finally {
      clearInterval(heart);
      await this.#noteEnd();
      await this.#announcer.close(unstored);
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
    await workspace.addSeconds(this.#id, this.#announcer.seconds);
  }

  async #noteEnd(): Promise<void> {
    try {
      const { state, finished, runs, failed } = await this.ports.workspace.summary(this.#id);
      this.#announcer.note('info', describeEnd({ state, finished, runs, failed }, this.#announcer.seconds));
    } catch {
      // What is wrong with the storage has been said.
    }
  }

  #complain(what: string, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.#announcer.notice('error', `The sweep '${this.sweep.summary.name}' ${what}: ${reason}`);
  }

  /** One worker's share: the next batch that is queued, until there is none. */
  async #work(): Promise<void> {
    const { workspace } = this.ports;
    while (!this.#controller.signal.aborted) {
      const batch = await insist(() => workspace.claimBatch(this.#id, this.ports.owner, Date.now()));
      if (batch === null) return;
      await this.#announcer.runs(batch);
      await this.#train(batch);
      await this.#announcer.runs(batch);
    }
  }

  async #train(batch: LeasedBatch): Promise<void> {
    const { workspace } = this.ports;
    let outcomes: readonly RunOutcome[];
    const checkpoints = this.#writerFor(batch);
    const started = performance.now();
    this.#announcer.begin(batch);
    this.#announcer.note('info', describeBatch(batch, 'begun'));
    try {
      outcomes = await this.#compute(batch, checkpoints);
    } catch (error) {
      await checkpoints.settled();
      await this.#close(batch, error);
      return;
    } finally {
      this.#announcer.end(batch);
    }
    await checkpoints.settled();
    // What goes wrong from here on is the storage's fault, not that of the runs.
    for (const outcome of outcomes)
      await this.#keep(() =>
        'error' in outcome ? workspace.storeFailure(batch, outcome) : workspace.storeRun(batch, outcome),
      );
    const failures = outcomes.flatMap((outcome) => ('error' in outcome ? [outcome.error] : []));
    await this.#keep(() => workspace.closeBatch(batch, failures.length > 0 ? 'failed' : 'finished', null));
    this.#announcer.note(...describeOutcome(batch, failures, (performance.now() - started) / 1000));
    this.#announcer.stored(batch);
  }

  #writerFor(batch: LeasedBatch): CheckpointWriter {
    const { workspace } = this.ports;
    let told = false;
    return new CheckpointWriter(
      (checkpoint) => workspace.storeCheckpoint(batch, checkpoint),
      (error) => {
        // Only what is done since the last one is at stake; once is enough to say so.
        const reason = error instanceof Error ? error.message : String(error);
        if (!told) this.#announcer.notice('warning', `A checkpoint could not be stored: ${reason}`);
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
        onProgress: (progress) => this.#announcer.progressed(batch, progress),
        onNote: (note) => this.#take(note, writer),
      },
    );
  }

  #take(note: JobNote, writer: CheckpointWriter): void {
    if (note.kind === 'checkpoint') writer.add(note.checkpoint);
    else if (note.kind === 'notice') this.#announcer.notice('warning', note.message);
    else if (note.kind === 'losses') this.#announcer.trained(note.runs);
  }

  /** After a batch that has not come to its end. */
  async #close(batch: LeasedBatch, error: unknown): Promise<void> {
    const { workspace } = this.ports;
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof CancelledError) {
      this.#announcer.note('info', describeBatch(batch, 'stopped; what it has done is kept'));
      await this.#keep(() =>
        workspace.closeBatch(batch, this.#stopped === 'cancelled' ? 'cancelled' : 'interrupted', null),
      );
    } else if (error instanceof WorkerCrashedError && batch.attempts < attempts) {
      this.#announcer.notice('warning', `${message} Its runs are tried again.`);
      await this.#keep(() => workspace.closeBatch(batch, 'queued', message));
    } else {
      this.#announcer.note('error', describeBatch(batch, `failed: ${message}`));
      await this.#keep(() => workspace.closeBatch(batch, 'failed', message));
    }
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
}
