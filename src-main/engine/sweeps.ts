import { randomUUID } from 'node:crypto';
import type { ResponseOf } from '#contract/commands';
import type { LogEntry, RunSeries, SweepDeclaration, SweepReport, SweepSummary } from '#contract/sweep';
import { ExpectedError } from '#core/errors';
import { batchesOf } from '#core/sweep/batches';
import { contentHash } from '#core/sweep/hash';
import type { SweepPlan } from '#core/sweep/plan';
import { resolveTrainer } from '#core/trainers/registry';
import { buildSweepCurves } from './build-sweep-curves';
import type { EventBus } from './event-bus';
import { describeExtension, extendDeclaration, missingBatches, type Extension } from './extended-sweep';
import { expectWritable } from './expect-writable';
import { abandonedMessage, isOwnerGone, newLeaseOwner } from './lease-owner';
import { changed } from './jobs/open-task';
import { previewSweep } from './preview-sweep';
import { SweepLog } from './sweep-log';
import { SweepRunner } from './sweep-runner';
import { TrainingCalibration } from './training-calibration';
import type { WorkerPool } from './worker-pool';
import { withAbsolutePath } from './with-absolute-path';
import type { Stop, StoredResult, StoredSweep, Workspace } from './workspace';

/** The sweeps: planned, started, resumed, cancelled and reported. */
export class Sweeps {
  readonly #running = new Map<string, SweepRunner>();
  readonly #owner = newLeaseOwner();
  readonly #calibration: TrainingCalibration;
  readonly #log: SweepLog;

  constructor(
    private readonly openWorkspace: () => Promise<Workspace>,
    private readonly interactive: WorkerPool,
    private readonly training: WorkerPool,
    private readonly events: EventBus,
  ) {
    this.#calibration = new TrainingCalibration(training);
    this.#log = new SweepLog(openWorkspace, events);
  }

  async preview(declaration: SweepDeclaration): Promise<ResponseOf<'sweep.preview'>> {
    const plan = await this.interactive.run('plan', declaration);
    const workspace = await this.openWorkspace();
    const done = await this.#results(plan);
    const left = plan.runs.filter(({ hash }) => !done.has(hash));
    const { division, lanes } = await this.#calibration.expectedFor(plan, declaration, left);
    return previewSweep(declaration, { plan, left, division, lanes, workspace });
  }

  /** Starts a sweep; runs that are known are not done again, unless that is asked for. */
  async start(declared: SweepDeclaration, again: boolean): Promise<SweepSummary> {
    const workspace = await this.openWorkspace();
    expectWritable(workspace);
    const declaration = withAbsolutePath(declared);
    const plan = await this.interactive.run('plan', declaration);
    const done: ReadonlyMap<string, StoredResult> = again ? new Map() : await this.#results(plan);
    const left = plan.runs.filter(({ hash }) => !done.has(hash));
    const division = await this.#calibration.divisionOf(plan, declaration, left);
    const id = randomUUID().slice(0, 8);
    await workspace.addSweep({
      id,
      declaration,
      declarationHash: contentHash(declaration),
      taskName: plan.task.canonical,
      backend: plan.backend,
      created: new Date().toISOString(),
      curves: plan.curves.map(({ label, group, trainer }) => ({
        label,
        group: group.reference,
        trainer: trainer.reference,
      })),
      batches: batchesOf(plan.curves, plan.runs, division).map(({ curve, runs }) => ({
        curve,
        runs: runs.map(({ hash, n, replicate }) => {
          const reused = done.get(hash);
          return { id: randomUUID(), hash, n, replicate, ...(reused === undefined ? {} : { reused }) };
        }),
      })),
    });
    const reused = plan.runs.length - left.length;
    this.#log.add(id, 'info', reused > 0 ? `Started; ${String(reused)} runs were stored already.` : 'Started.');
    return this.#launch(workspace, id);
  }

  /** Goes on with a sweep that was stopped, or with its failed runs alone. */
  async resume(id: string, only: 'all' | 'failed'): Promise<SweepSummary> {
    const workspace = await this.openWorkspace();
    expectWritable(workspace);
    if (this.#running.has(id)) return workspace.summary(id);
    await this.interruptAbandoned();
    const stored = await workspace.sweep(id);
    const { state } = stored.summary;
    if (state === 'finished') return stored.summary;
    if (state === 'running')
      throw new ExpectedError(
        'unavailable',
        `The sweep ${id} is being run by another Gapscope that uses this workspace.`,
      );
    await this.#prepareAgain(workspace, stored);
    // Another command may have resumed it meanwhile.
    if (this.#running.has(id)) return workspace.summary(id);
    await workspace.requeue(id, only);
    this.#log.add(id, 'info', only === 'failed' ? 'The failed runs are tried again.' : 'Gone on with.');
    return this.#launch(workspace, id);
  }

  /** Does more runs in a sweep that has ended. */
  async extend(id: string, extension: Extension): Promise<SweepSummary> {
    const workspace = await this.openWorkspace();
    expectWritable(workspace);
    await this.interruptAbandoned();
    const { summary, declaration: before, taskName, curves } = await workspace.sweep(id);
    if (this.#running.has(id) || summary.state === 'running')
      throw new ExpectedError('unavailable', `The sweep ${id} is running; expected one that has ended or is paused.`);
    const declaration = extendDeclaration(before, extension);
    const plan = await this.interactive.run('plan', { ...declaration, backend: summary.backend });
    if (plan.task.canonical !== taskName) throw changed(declaration.task);
    const indices = new Map(curves.map(({ label }, index) => [label, index]));
    const known = (await workspace.runs(id)).map((run) => ({ ...run, curve: indices.get(run.curve) ?? -1 }));
    const done = await this.#results(plan);
    const isKnown = new Set([...known.map(({ hash }) => hash), ...done.keys()]);
    const left = plan.runs.filter(({ hash }) => !isKnown.has(hash));
    const batches = missingBatches(plan, await this.#calibration.divisionOf(plan, declaration, left), known, done);
    await workspace.extendSweep(id, { declaration, declarationHash: contentHash(declaration), batches });
    this.#log.add(id, 'info', describeExtension(extension));
    return this.#launch(workspace, id);
  }

  async series(id: string, runs: readonly string[]): Promise<RunSeries[]> {
    const workspace = await this.openWorkspace();
    const wanted = new Set(runs);
    const live = (this.#running.get(id)?.losses ?? []).filter((series) => wanted.has(series.id));
    const underWay = new Set(live.map((series) => series.id));
    const stored = await workspace.series(runs.filter((run) => !underWay.has(run)));
    return [...stored, ...live.map((series) => ({ ...series, name: 'loss' }))].map(({ steps, values, ...series }) => ({
      ...series,
      steps: [...steps],
      values: values.map((value) => (Number.isFinite(value) ? value : null)),
    }));
  }

  /** What is left is done on the same data and by the same backend, or not at all. */
  async #prepareAgain(workspace: Workspace, { summary, declaration, taskName }: StoredSweep): Promise<void> {
    const plan = await this.interactive.run('plan', { ...declaration, backend: summary.backend });
    if (plan.task.canonical !== taskName) throw changed(declaration.task);
    if (plan.backend !== summary.backend) await workspace.setBackend(summary.id, plan.backend);
  }

  /** What its batches have done is kept, so that it can be resumed from there. */
  async stop(id: string, reason: Exclude<Stop, 'interrupted'>): Promise<SweepSummary> {
    const workspace = await this.openWorkspace();
    const runner = this.#running.get(id);
    if (runner === undefined) {
      await workspace.summary(id);
      await this.interruptAbandoned();
      if (reason === 'cancelled') await workspace.cancelQueued(id);
      await workspace.endSweep(id, reason);
      this.#log.add(id, 'info', reason === 'cancelled' ? 'Cancelled.' : 'Paused.');
    } else {
      this.#log.add(id, 'info', reason === 'cancelled' ? 'Asked to cancel.' : 'Asked to pause.');
      runner.stop(reason);
      await runner.ended;
    }
    return workspace.summary(id);
  }

  /** Sweeps whose engine is gone become interrupted, so that they can be resumed or cancelled here. */
  async interruptAbandoned(): Promise<void> {
    const workspace = await this.openWorkspace();
    const interrupted = await workspace.interruptAbandoned((owner, heartbeat, sweepId) =>
      // What this engine could not store in the end, because the disk was full, is nobody's.
      owner === this.#owner ? !this.#running.has(sweepId) : isOwnerGone(owner, heartbeat),
    );
    for (const id of interrupted) {
      this.#log.add(id, 'warning', abandonedMessage);
      this.events.emit('sweep.changed', { ...(await workspace.summary(id)), remaining: null });
    }
  }

  /** What was done with a sweep, oldest first. Throws 'not-found'. */
  async log(id: string): Promise<LogEntry[]> {
    await (await this.openWorkspace()).summary(id);
    return this.#log.of(id);
  }

  async report(id: string): Promise<SweepReport> {
    const workspace = await this.openWorkspace();
    const stored = await workspace.sweep(id);
    const results = stored.curves.flatMap(({ result }) => (result === null ? [] : [result]));
    const complete = stored.summary.state === 'finished' && results.length === stored.curves.length;
    const curves = complete ? results : [...(await this.#currentCurves(workspace, stored))];
    const sweep = { ...stored.summary, declaration: stored.declaration };
    return { sweep, curves, deleted: await workspace.isDeleted(id) };
  }

  /** Of a sweep that is being run, here or by another engine; null where none is. */
  async runningName(): Promise<string | null> {
    const [id] = this.#running.keys();
    const workspace = await this.openWorkspace();
    return id === undefined ? workspace.findRunning() : (await workspace.summary(id)).name;
  }

  /** Ends all that is running, so that it can be resumed. */
  async close(): Promise<void> {
    const runners = [...this.#running.values()];
    for (const runner of runners) runner.stop('interrupted');
    await Promise.all(runners.map(({ ended }) => ended));
    await this.#log.settled();
  }

  #currentCurves(workspace: Workspace, stored: StoredSweep): ReturnType<typeof buildSweepCurves> {
    return buildSweepCurves(workspace, stored, this.interactive);
  }

  async #results(plan: SweepPlan): Promise<ReadonlyMap<string, StoredResult>> {
    const workspace = await this.openWorkspace();
    return workspace.findResults(plan.runs.map(({ hash }) => hash));
  }

  async #launch(workspace: Workspace, id: string): Promise<SweepSummary> {
    const sweep = await workspace.sweep(id);
    const { interactive, training, events } = this;
    const networks = sweep.curves.some(({ trainer }) => resolveTrainer(trainer).trainer.replicas === true);
    const { lanes } = await this.#calibration.mannerOf(networks ? sweep.summary.runs : 0, sweep.summary.backend);
    const runner = new SweepRunner(
      { workspace, interactive, training, events, log: this.#log, lanes, owner: this.#owner },
      sweep,
    );
    this.#running.set(id, runner);
    void runner.ended.finally(() => this.#running.delete(id));
    return { ...sweep.summary, state: 'running' };
  }
}
