import type { SweepSummary } from '#contract/sweep';
import { CancelledError } from '#core/errors';
import { atMostOften } from './at-most-often';
import { buildSweepCurves } from './build-sweep-curves';
import type { EventBus } from './event-bus';
import { leaseOwner } from './lease-owner';
import { listBackends } from './list-backends';
import { WorkerCrashedError, type WorkerPool } from './worker-pool';
import type { LeasedBatch, StoredSweep, Workspace } from './workspace';

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
}

/** Runs the queued batches of one sweep, on as many workers as there are, until none is left or it is cancelled. */
export class SweepRunner {
  readonly #controller = new AbortController();
  readonly #owner = leaseOwner();
  readonly #started = performance.now();
  readonly #changed: { request(): void; flush(): void };
  #finishedBefore = 0;
  #backends: string;
  /** Resolves when the sweep has ended, in whichever state. */
  readonly ended: Promise<void>;

  constructor(
    private readonly ports: RunnerPorts,
    private readonly sweep: StoredSweep,
  ) {
    this.#finishedBefore = sweep.summary.finished;
    this.#backends = sweep.summary.backend;
    this.#changed = atMostOften(eventInterval, () => void this.#announce());
    this.ended = this.#run();
  }

  cancel(): void {
    this.#controller.abort();
  }

  get #id(): string {
    return this.sweep.summary.id;
  }

  async #run(): Promise<void> {
    const { workspace, training, events } = this.ports;
    const heart = setInterval(() => void workspace.heartbeat(this.#owner, Date.now()), heartbeatInterval);
    try {
      await workspace.setState(this.#id, 'running');
      this.#changed.request();
      await Promise.all(Array.from({ length: training.size }, () => this.#work()));
      const cancelled = this.#controller.signal.aborted;
      if (cancelled) await workspace.cancelQueued(this.#id);
      else await this.#storeCurves();
      const { failed } = await workspace.summary(this.#id);
      await workspace.addSeconds(this.#id, (performance.now() - this.#started) / 1000);
      await workspace.setState(this.#id, cancelled ? 'cancelled' : failed > 0 ? 'failed' : 'finished');
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      events.emit('notice', {
        level: 'error',
        message: `The sweep '${this.sweep.summary.name}' was interrupted: ${message}`,
      });
      await workspace.setState(this.#id, 'interrupted');
    } finally {
      clearInterval(heart);
      this.#changed.flush();
      await this.#announce();
    }
  }

  /** One worker's share: the next batch that is queued, until there is none. */
  async #work(): Promise<void> {
    const { workspace } = this.ports;
    while (!this.#controller.signal.aborted) {
      const batch = await workspace.claimBatch(this.#id, this.#owner, Date.now());
      if (batch === null) return;
      await this.#announceRuns(batch);
      await this.#train(batch);
      await this.#announceRuns(batch);
    }
  }

  async #train(batch: LeasedBatch): Promise<void> {
    const { workspace, training, events } = this.ports;
    const { declaration, taskName } = this.sweep;
    const { testPoints, samples, seed, task } = declaration;
    const { group, trainer } = batch.curve;
    try {
      const { backend, runs } = await training.run(
        'train',
        {
          task,
          taskCanonical: taskName,
          group,
          trainer,
          runs: batch.runs,
          testPoints,
          samples,
          seed,
          backend: declaration.backend,
        },
        { signal: this.#controller.signal },
      );
      await this.#noteBackend(backend);
      for (const result of runs) await workspace.storeRun(batch, result);
      await workspace.closeBatch(batch, 'finished', null);
    } catch (error) {
      if (error instanceof CancelledError) await workspace.closeBatch(batch, 'cancelled', null);
      else if (error instanceof WorkerCrashedError && batch.attempts < attempts) {
        events.emit('notice', { level: 'warning', message: `${error.message} Its runs are tried again.` });
        await workspace.closeBatch(batch, 'queued', error.message);
      } else await workspace.closeBatch(batch, 'failed', error instanceof Error ? error.message : String(error));
    }
  }

  /** What `auto` turned out to be; several, where the workers or the resumptions differ. */
  async #noteBackend(backend: string): Promise<void> {
    const listed = listBackends(this.#backends, backend);
    if (listed === this.#backends) return;
    this.#backends = listed;
    await this.ports.workspace.setBackend(this.#id, listed);
  }

  async #storeCurves(): Promise<void> {
    const { workspace, interactive } = this.ports;
    const curves = await buildSweepCurves(workspace, this.sweep, interactive);
    for (const [index, curve] of this.sweep.curves.entries()) {
      const result = curves[index];
      if (result !== undefined) await workspace.storeCurve(curve.id, result);
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
    const summary = await this.ports.workspace.summary(this.#id);
    this.ports.events.emit('sweep.changed', { ...summary, remaining: this.#remaining(summary) });
  }

  /** Seconds, from the runs that have finished since the start. */
  #remaining({ runs, finished, failed, state }: SweepSummary): number | null {
    const done = finished + failed - this.#finishedBefore;
    if (state !== 'running' || done <= 0) return null;
    return ((performance.now() - this.#started) / 1000 / done) * (runs - finished - failed);
  }
}
