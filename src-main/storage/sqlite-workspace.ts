import type { Database } from 'better-sqlite3';
import type { Kysely } from 'kysely';
import type { SweepCurve } from '#contract/results';
import type { LogEntry, RunState, RunSummary, SweepState, SweepSummary } from '#contract/sweep';
import type { KnownTime } from '#core/sweep/expected-time';
import type { RunTable } from '../engine/run-table';
import type { Checkpoint } from '../engine/checkpoint';
import { expectWritable } from '../engine/expect-writable';
import type { Annotations, ImportedSweep } from '../engine/imported-sweep';
import type {
  BackUpOptions,
  FinishedRun,
  Lease,
  LeasedBatch,
  NewSweep,
  OwnerCheck,
  RunFailure,
  RunResult,
  RunSeries,
  Stop,
  StoredResult,
  StoredRun,
  StoredSweep,
  SweepExtension,
  Workspace,
} from '../engine/workspace';
import {
  claimBatch,
  closeBatch,
  heartbeat,
  releaseBatches,
  storeCheckpoint,
  storeFailure,
  storeRun,
} from './batch-leases';
import { backUp } from './back-up';
import { readCheckpoints } from './checkpoints';
import { checkWorkspace } from './check-workspace';
import { reclaimSpace, removeDeleted } from './compact-workspace';
import { describeWorkspace } from './describe-workspace';
import { extendSweep } from './extend-sweep';
import { importSweep } from './import-sweep';
import { insertSweep } from './insert-sweep';
import { interruptAbandoned } from './interrupt-abandoned';
import { findRun } from './find-run';
import { runSeries } from './run-series';
import { SqliteRunTable } from './run-table/sqlite-run-table';
import { runTimes } from './run-times';
import { setDeleted } from './set-deleted';
import {
  findResults,
  findRunning,
  findSummary,
  findSweep,
  findUnfinished,
  finishedRuns,
  listRuns,
  listSweeps,
} from './sweep-queries';
import { readAnnotations } from './sweep-annotations';
import { storageError } from './storage-error';
import { storeCurve } from './store-curve';
import { addLog, readLog } from './sweep-log';
import { beginSweep, cancelQueued, endSweep, requeue } from './sweep-states';
import type { Tables } from './tables';
import { writeTransaction } from './write-transaction';

/** The workspace in one SQLite file. */
export class SqliteWorkspace implements Workspace {
  #readOnly: string | null;

  /** @param dispose - what is left to do when it has been closed */
  constructor(
    readonly database: Kysely<Tables>,
    readonly connection: Database,
    readonly path: string,
    readonly damage: string | null,
    private readonly dispose: () => void = () => undefined,
  ) {
    this.#readOnly = damage;
    this.sqliteVersion = String(connection.prepare('SELECT sqlite_version()').pluck().get());
    this.runTable = new SqliteRunTable({ database, connection, path, write: (act) => this.#write(act) });
  }

  readonly sqliteVersion: string;
  readonly runTable: RunTable;

  get readOnly(): string | null {
    return this.#readOnly;
  }

  protect(reason: string): void {
    this.#readOnly ??= reason;
  }

  async addSweep(sweep: NewSweep): Promise<void> {
    await this.#write((transaction) => insertSweep(transaction, sweep));
  }

  async extendSweep(id: string, extension: SweepExtension): Promise<void> {
    await this.#write((transaction) => extendSweep(transaction, id, extension));
  }

  async importSweep(sweep: ImportedSweep): Promise<void> {
    await this.#write((transaction) => importSweep(transaction, sweep));
  }

  async annotations(sweepId: string): Promise<Annotations> {
    return this.#read((database) => readAnnotations(database, sweepId));
  }

  async settings(curveId: number): Promise<ReadonlyMap<string, string | number>> {
    const rows = await this.#read((database) =>
      database.selectFrom('settings').select(['name', 'value']).where('curve_id', '=', curveId).execute(),
    );
    return new Map(rows.map(({ name, value }) => [name, value]));
  }

  async addLog(sweepId: string, entries: readonly LogEntry[]): Promise<void> {
    await this.#write((transaction) => addLog(transaction, sweepId, entries));
  }

  async log(sweepId: string): Promise<LogEntry[]> {
    return this.#read((database) => readLog(database, sweepId));
  }

  async findResults(hashes: readonly string[]): Promise<ReadonlyMap<string, StoredResult>> {
    return this.#read((database) => findResults(database, hashes));
  }

  async runTimes(algorithms: readonly string[], backend: string): Promise<readonly KnownTime[]> {
    return this.#read((database) => runTimes(database, algorithms, backend));
  }

  async findUnfinished(declarationHash: string): Promise<string | null> {
    return this.#read((database) => findUnfinished(database, declarationHash));
  }

  async sweep(id: string): Promise<StoredSweep> {
    return this.#read((database) => findSweep(database, id));
  }

  async summary(id: string): Promise<SweepSummary> {
    return this.#read((database) => findSummary(database, id));
  }

  async list(page: {
    search: string;
    after: string | null;
    limit: number;
  }): Promise<{ sweeps: SweepSummary[]; total: number }> {
    return this.#read((database) => listSweeps(database, page));
  }

  async runs(sweepId: string, ids?: readonly string[]): Promise<RunSummary[]> {
    return this.#read((database) => listRuns(database, sweepId, ids));
  }

  async run(id: string): Promise<StoredRun> {
    return this.#read((database) => findRun(database, id));
  }

  async finishedRuns(curveId: number): Promise<FinishedRun[]> {
    return this.#read((database) => finishedRuns(database, curveId));
  }

  async series(runIds: readonly string[]): Promise<RunSeries[]> {
    return this.#read((database) => runSeries(database, runIds));
  }

  async claimBatch(sweepId: string, owner: string, now: number): Promise<LeasedBatch | null> {
    return this.#write((transaction) => claimBatch(transaction, sweepId, owner, now));
  }

  async heartbeat(owner: string, now: number): Promise<void> {
    await this.#write((transaction) => heartbeat(transaction, owner, now));
  }

  async storeRun(lease: Lease, result: RunResult): Promise<boolean> {
    return this.#write((transaction) => storeRun(transaction, lease, result));
  }

  async storeFailure(lease: Lease, failure: RunFailure): Promise<boolean> {
    return this.#write((transaction) => storeFailure(transaction, lease, failure));
  }

  async storeCheckpoint(lease: Lease, checkpoint: Checkpoint): Promise<boolean> {
    return this.#write((transaction) => storeCheckpoint(transaction, lease, checkpoint));
  }

  async checkpoints(batchId: number): Promise<readonly Checkpoint[]> {
    return this.#read((database) => readCheckpoints(database, batchId));
  }

  async closeBatch(lease: Lease, state: RunState, error: string | null): Promise<boolean> {
    return this.#write((transaction) => closeBatch(transaction, lease, state, error));
  }

  async releaseBatches(sweepId: string, owner: string): Promise<void> {
    await this.#write((transaction) => releaseBatches(transaction, sweepId, owner));
  }

  async interruptAbandoned(isGone: OwnerCheck): Promise<string[]> {
    if (this.#readOnly !== null) return [];
    return this.#write((transaction) => interruptAbandoned(transaction, isGone));
  }

  async requeue(sweepId: string, only: 'all' | 'failed'): Promise<void> {
    await this.#write((transaction) => requeue(transaction, sweepId, only));
  }

  async cancelQueued(sweepId: string): Promise<void> {
    await this.#write((transaction) => cancelQueued(transaction, sweepId));
  }

  async beginSweep(sweepId: string, owner: string, now: number): Promise<number> {
    return this.#write((transaction) => beginSweep(transaction, sweepId, owner, now));
  }

  async setState(sweepId: string, state: RunState): Promise<void> {
    await this.#write((transaction) =>
      transaction.updateTable('sweeps').set({ state }).where('id', '=', sweepId).execute(),
    );
  }

  async endSweep(sweepId: string, stop: Stop): Promise<SweepState> {
    return this.#write((transaction) => endSweep(transaction, sweepId, stop));
  }

  async addSeconds(sweepId: string, seconds: number): Promise<void> {
    await this.#write((transaction) =>
      transaction
        .updateTable('sweeps')
        .set((expression) => ({ seconds: expression('seconds', '+', seconds) }))
        .where('id', '=', sweepId)
        .execute(),
    );
  }

  async setBackend(sweepId: string, backend: string): Promise<void> {
    await this.#write((transaction) =>
      transaction.updateTable('sweeps').set({ backend }).where('id', '=', sweepId).execute(),
    );
  }

  async storeCurve(curveId: number, result: SweepCurve): Promise<void> {
    await this.#write((transaction) => storeCurve(transaction, curveId, result));
  }

  async setDeleted(sweepId: string, deleted: string | null): Promise<void> {
    await this.summary(sweepId);
    await this.#write((transaction) => setDeleted(transaction, sweepId, deleted));
  }

  async isDeleted(sweepId: string): Promise<boolean> {
    const row = await this.#read((database) =>
      database.selectFrom('sweeps').select('deleted').where('id', '=', sweepId).executeTakeFirst(),
    );
    return row !== undefined && row.deleted !== null;
  }

  async check(): Promise<string[]> {
    const problems = await checkWorkspace(this.database, this.connection);
    return this.damage === null ? problems : [this.damage, ...problems];
  }

  async describe(): ReturnType<Workspace['describe']> {
    return this.#read((database) => describeWorkspace(database, this.connection));
  }

  async backUp(path: string, options: BackUpOptions): Promise<number> {
    try {
      return await backUp(this.connection, path, options);
    } catch (error) {
      throw storageError(error, path);
    }
  }

  async compact(): Promise<void> {
    await this.#write(removeDeleted);
    try {
      await reclaimSpace(this.database);
    } catch (error) {
      throw storageError(error, this.path);
    }
  }

  async findRunning(): Promise<string | null> {
    return this.#read((database) => findRunning(database));
  }

  async close(): Promise<void> {
    await this.database.destroy();
    this.dispose();
  }

  async #read<Result>(act: (database: Kysely<Tables>) => Promise<Result>): Promise<Result> {
    try {
      return await act(this.database);
    } catch (error) {
      throw storageError(error, this.path);
    }
  }

  /** Runs in one transaction; a damaged workspace refuses, and one that is only looked at. */
  async #write<Result>(act: (transaction: Kysely<Tables>) => Promise<Result>): Promise<Result> {
    expectWritable(this);
    return writeTransaction(this, act);
  }
}
