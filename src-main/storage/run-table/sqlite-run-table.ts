import type { Database } from 'better-sqlite3';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { setImmediate } from 'node:timers/promises';
import type { ColumnSummary, RunFilter, RunGroups, RunRows, RunSort, SavedView } from '#contract/runs';
import type { RunTable } from '../../engine/run-table';
import { storageError } from '../storage-error';
import type { Tables } from '../tables';
import { noteRun, noteSweep, tagRuns, tagSweeps } from './annotations';
import { columnExpression } from './column-expression';
import { allRuns, filterCondition, isEmptyFilter } from './filter-condition';
import { RunGrouping } from './group-runs';
import { listColumns } from './list-columns';
import { rowSelection, rowsOf } from './read-rows';
import { rowOrder } from './row-order';

/** Rows that are read at once where all are gone through: some milliseconds' worth. */
const together = 2000;

interface Parts {
  readonly database: Kysely<Tables>;
  readonly connection: Database;
  readonly path: string;
  /** Runs in one transaction. */
  write<Result>(act: (transaction: Kysely<Tables>) => Promise<Result>): Promise<Result>;
}

/** The table of all runs, from SQLite. It reads rows as lists, without a name a value: a table may have millions of them. */
export class SqliteRunTable implements RunTable {
  constructor(private readonly parts: Parts) {}

  async query(request: Parameters<RunTable['query']>[0]): Promise<RunRows & { matching: number; total: number }> {
    const { filter, sort, columns, from, limit } = request;
    const read = this.#all(sql`
      SELECT ${rowSelection(columns)} FROM ${allRuns} WHERE ${filterCondition(filter)}
      ORDER BY ${rowOrder(sort)} LIMIT ${limit} OFFSET ${from}
    `);
    const total = Number(
      this.#column(sql`
      SELECT (SELECT count(*) FROM runs)
        - (SELECT count(*) FROM runs WHERE sweep_id IN (SELECT id FROM sweeps WHERE deleted IS NOT NULL))
    `)[0],
    );
    const matching = isEmptyFilter(filter)
      ? total
      : Number(this.#column(sql`SELECT count(*) FROM ${allRuns} WHERE ${filterCondition(filter)}`)[0]);
    return Promise.resolve({ ...rowsOf(read, columns), matching, total });
  }

  async order(filter: RunFilter, sort: RunSort): Promise<Int32Array<ArrayBuffer>> {
    const query = sql`SELECT runs.rowid FROM ${allRuns} WHERE ${filterCondition(filter)} ORDER BY ${rowOrder(sort)}`;
    return Promise.resolve(Int32Array.from(this.#column(query), Number));
  }

  async rows(keys: Int32Array, columns: readonly string[]): Promise<RunRows> {
    const read = this.#all(sql`
      SELECT ${rowSelection(columns)}
      FROM runs JOIN curves ON curves.id = runs.curve_id JOIN sweeps ON sweeps.id = curves.sweep_id
      WHERE sweeps.deleted IS NULL AND runs.rowid IN (SELECT value FROM json_each(${JSON.stringify([...keys])}))
    `);
    const found = new Map(read.map((row) => [row[0], row]));
    const inOrder = Array.from(keys, (key) => found.get(key)).filter((row) => row !== undefined);
    return Promise.resolve(rowsOf(inOrder, columns));
  }

  async columns(): Promise<ColumnSummary[]> {
    return Promise.resolve(this.#reading(() => listColumns(this.parts.connection)));
  }

  async groups(filter: RunFilter, by: 'curve' | 'size', columns: readonly string[]): Promise<RunGroups> {
    const values = columns.map((column) => columnExpression(column));
    const grouping = new RunGrouping(by, columns);
    const keys = await this.order(filter, []);
    for (let from = 0; from < keys.length; from += together) {
      // Whoever waits for the engine meanwhile is answered in between.
      await setImmediate();
      const chosen = JSON.stringify([...keys.subarray(from, from + together)]);
      grouping.add(
        this.#all(sql`
          SELECT ${sql.join([sql`curves.id`, sql`runs.n`, ...values])}
          FROM json_each(${chosen}) AS chosen CROSS JOIN runs ON runs.rowid = chosen.value
            CROSS JOIN curves ON curves.id = runs.curve_id CROSS JOIN sweeps ON sweeps.id = curves.sweep_id
          ORDER BY chosen.key
        `),
      );
    }
    return this.#reading(() => grouping.finish(this.parts.connection));
  }

  async sweepsOf(keys: Int32Array): Promise<{ id: string; name: string; runs: number }[]> {
    const read = this.#all(sql`
      SELECT sweeps.id, sweeps.name, (SELECT count(*) FROM runs WHERE runs.sweep_id = sweeps.id)
      FROM sweeps
      WHERE sweeps.deleted IS NULL AND sweeps.id IN (
        SELECT sweep_id FROM runs WHERE runs.rowid IN (SELECT value FROM json_each(${JSON.stringify([...keys])}))
      )
      ORDER BY sweeps.sequence DESC
    `);
    return Promise.resolve(
      read.map(([id, name, runs]) => ({ id: String(id), name: String(name), runs: Number(runs) })),
    );
  }

  async tagRuns(keys: Int32Array, tag: string, present: boolean): Promise<Int32Array<ArrayBuffer>> {
    return this.parts.write((transaction) => tagRuns(transaction, keys, tag, present));
  }

  async noteRun(id: string, text: string, now: string): Promise<void> {
    await this.parts.write((transaction) => noteRun(transaction, id, text, now));
  }

  async tagSweeps(ids: readonly string[], tag: string, present: boolean): Promise<string[]> {
    return this.parts.write((transaction) => tagSweeps(transaction, ids, tag, present));
  }

  async noteSweep(id: string, text: string, now: string): Promise<void> {
    await this.parts.write((transaction) => noteSweep(transaction, id, text, now));
  }

  async views(): Promise<SavedView[]> {
    const read = this.#all(sql`SELECT id, name, state FROM views ORDER BY name COLLATE NOCASE, id`);
    return Promise.resolve(
      read.map(([id, name, state]) => ({ id: String(id), name: String(name), state: String(state) })),
    );
  }

  async saveView(view: SavedView): Promise<void> {
    const { name, state } = view;
    await this.parts.write((transaction) =>
      transaction
        .insertInto('views')
        .values(view)
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ name, state }))
        .execute(),
    );
  }

  async deleteView(id: string): Promise<void> {
    await this.parts.write((transaction) => transaction.deleteFrom('views').where('id', '=', id).execute());
  }

  #all(query: RawBuilder<unknown>): unknown[][] {
    const { text, parameters } = this.#compiled(query);
    return this.#reading(() =>
      this.parts.connection
        .prepare<unknown[], unknown[]>(text)
        .raw()
        .all(...parameters),
    );
  }

  /** The only column. */
  #column(query: RawBuilder<unknown>): unknown[] {
    const { text, parameters } = this.#compiled(query);
    return this.#reading(() =>
      this.parts.connection
        .prepare<unknown[]>(text)
        .pluck()
        .all(...parameters),
    );
  }

  #compiled(query: RawBuilder<unknown>): { text: string; parameters: readonly unknown[] } {
    const compiled = query.compile(this.parts.database);
    return { text: compiled.sql, parameters: compiled.parameters };
  }

  #reading<Result>(read: () => Result): Result {
    try {
      return read();
    } catch (error) {
      throw storageError(error, this.parts.path);
    }
  }
}
