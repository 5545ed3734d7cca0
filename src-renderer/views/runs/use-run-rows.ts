import type { EventOf } from '#contract/events';
import type { RunFilter, RunRows, RunSort } from '#contract/runs';
import { useDebounceFn } from '@vueuse/core';
import { onScopeDispose, shallowRef, watch } from 'vue';
import type { EngineClient } from '../../client/engine-client';
import { errorLine } from '../../client/errors';
import type { CellValue } from './cell-text';

/** A row of the table. A row that has changed is another object. */
export interface RunRow {
  readonly key: number;
  readonly id: string;
  readonly sweep: string;
  readonly cells: Readonly<Record<string, CellValue>>;
  /** Which request of columns its cells answer; older ones are shown until newer ones have come. */
  readonly of: number;
}

export interface RowSource {
  readonly filter: RunFilter;
  readonly sort: RunSort;
  readonly columns: readonly string[];
}

/** Rows asked for at once. */
const page = 200;
/** Rows that are kept; more than any window shows, few enough to be forgotten. */
const mostKept = 4000;

/**
 * The rows of the table as far as they are looked at. The order of all rows comes once; the rows themselves are asked for as they come into sight, and
 * asked for again when their runs change, so that nothing moves under the reader's eyes.
 */
export function useRunRows(engine: EngineClient, source: () => RowSource) {
  /** Keys of the rows in order. Of the first ones only, until all have come. */
  const order = shallowRef(new Int32Array());
  const matching = shallowRef(0);
  const total = shallowRef(0);
  const problem = shallowRef<string | null>(null);
  const loaded = shallowRef(false);
  /** Whether runs have changed since the rows were filtered and sorted. */
  const outdated = shallowRef(false);
  const rows = shallowRef(new Map<number, RunRow>());
  const asked = new Set<number>();
  const inSight = { from: 0, to: 0 };
  const knownSweeps = new Map<string, string>();
  /** Rises with each request that replaces the order, and with each that makes the cells worthless. */
  let generation = 0;
  let cells = 0;

  function keep(found: RunRows, of: number): void {
    // Another map, so that whoever was given this one sees that rows have come.
    const known = new Map(rows.value);
    for (const [i, key] of found.keys.entries()) {
      asked.delete(key);
      const values = Object.fromEntries(
        Object.entries(found.cells).map(([column, list]) => {
          const value = list[i] ?? null;
          return [column, typeof value === 'number' && Number.isNaN(value) ? null : value];
        }),
      );
      known.set(key, { key, id: found.ids[i] ?? '', sweep: found.sweeps[i] ?? '', cells: values, of });
    }
    rows.value = known;
  }

  async function attempt(act: (isCurrent: () => boolean) => Promise<void>): Promise<void> {
    const mine = generation;
    try {
      await act(() => mine === generation);
    } catch (error) {
      if (mine === generation) problem.value = errorLine(error);
    }
  }

  /** Filters and sorts anew. The rows that are there stay until others have come. */
  function load(): Promise<void> {
    generation++;
    return attempt(async (isCurrent) => {
      const { filter, sort, columns } = source();
      const of = cells;
      const first = await engine.call('runs.query', { filter, sort, columns: [...columns], limit: page });
      if (!isCurrent()) return;
      rows.value = new Map();
      asked.clear();
      keep(first, of);
      problem.value = null;
      matching.value = first.matching;
      total.value = first.total;
      order.value = first.keys;
      outdated.value = false;
      loaded.value = true;
      if (first.matching > first.keys.length) await loadOrder(isCurrent);
    });
  }

  async function loadOrder(isCurrent: () => boolean): Promise<void> {
    const { filter, sort } = source();
    const { keys } = await engine.call('runs.order', { filter, sort });
    if (!isCurrent()) return;
    order.value = keys;
    matching.value = keys.length;
    askForSight();
  }

  /** Filters and sorts anew behind the scenes, without leaving the place. */
  function refresh(): Promise<void> {
    generation++;
    return attempt(async (isCurrent) => {
      const { filter, sort } = source();
      const counted = await engine.call('runs.query', { filter, sort, limit: 1 });
      if (!isCurrent()) return;
      total.value = counted.total;
      await loadOrder(isCurrent);
      if (isCurrent()) outdated.value = false;
    });
  }

  /** These places of the order are in sight. */
  function look(from: number, to: number): void {
    Object.assign(inSight, { from, to });
    askForSight();
  }

  const askSoon = useDebounceFn(ask, 30, { maxWait: 120 });

  function askForSight(): void {
    if (missing().length > 0) void askSoon();
  }

  function missing(): number[] {
    const wanted = order.value.subarray(Math.max(0, inSight.from - 20), inSight.to + 20);
    return [...wanted].filter((key) => rows.value.get(key)?.of !== cells && !asked.has(key));
  }

  function ask(): Promise<void> {
    const keys = missing().slice(0, page);
    if (keys.length === 0) return Promise.resolve();
    if (rows.value.size > mostKept) forgetOutOfSight();
    return fetchRows(keys);
  }

  function forgetOutOfSight(): void {
    const near = new Set(order.value.subarray(Math.max(0, inSight.from - page), inSight.to + page));
    for (const key of rows.value.keys()) if (!near.has(key)) rows.value.delete(key);
  }

  function fetchRows(keys: readonly number[]): Promise<void> {
    const mine = cells;
    for (const key of keys) asked.add(key);
    return attempt(async () => {
      const asking = engine.call('runs.rows', { keys: Int32Array.from(keys), columns: [...source().columns] });
      const found = await asking.catch((error: unknown) => {
        // They are asked for again when they come into sight once more.
        for (const key of keys) asked.delete(key);
        throw error;
      });
      if (mine !== cells) return;
      keep(found, mine);
      askForSight();
    });
  }

  /** Rows have changed: those in sight are read anew, the others when they come into sight. */
  function renew(changed: readonly number[]): void {
    const { from, to } = inSight;
    const visible = new Set(order.value.subarray(from, to + 1));
    for (const key of changed) if (!visible.has(key)) rows.value.delete(key);
    const again = changed.filter((key) => visible.has(key));
    if (again.length > 0) void fetchRows(again);
  }

  const changedRuns = new Set<string>();
  const renewSoon = useDebounceFn(
    () => {
      const keys = [...rows.value.values()].filter(({ id }) => changedRuns.has(id)).map(({ key }) => key);
      changedRuns.clear();
      renew(keys);
    },
    150,
    { maxWait: 400 },
  );
  const refreshSoon = useDebounceFn(() => refresh(), 700, { maxWait: 2000 });

  function runsChanged({ runs }: EventOf<'run.changed'>): void {
    for (const { id } of runs) changedRuns.add(id);
    const { filter, sort } = source();
    if (sort.length + filter.ranges.length + filter.choices.length > 0) outdated.value = true;
    void renewSoon();
  }

  function sweepChanged({ id, state, runs }: EventOf<'sweep.changed'>): void {
    const now = `${state} ${String(runs)}`;
    const before = knownSweeps.get(id);
    knownSweeps.set(id, now);
    if (before !== now) void refreshSoon();
  }

  onScopeDispose(engine.on('run.changed', runsChanged));
  onScopeDispose(engine.on('sweep.changed', sweepChanged));
  onScopeDispose(engine.on('sweep.deleted', () => void refreshSoon()));
  // Of columns alone only the cells are missing.
  watch(
    () => JSON.stringify(source().columns),
    () => {
      cells++;
      asked.clear();
      askForSight();
    },
  );

  return { order, rows, matching, total, problem, loaded, outdated, load, refresh, look, renew };
}
