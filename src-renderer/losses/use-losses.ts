import type { EventOf } from '#contract/events';
import { useTimeoutFn } from '@vueuse/core';
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';
import type { EngineClient } from '../client/engine-client';
import { errorLine } from '../client/errors';
import { mergeLosses, type KnownLosses } from './merge-losses';

/** Between two times that losses which were told are taken. */
const pauseMilliseconds = 500;

type Told = EventOf<'run.losses'>['runs'];

/** The losses of runs of a sweep by the runs' ids: those that are stored, and those of running ones as they come. */
export function useLosses(
  engine: EngineClient,
  wanted: () => { readonly sweepId: string; readonly runs: readonly string[] },
): { readonly losses: ShallowRef<ReadonlyMap<string, KnownLosses>>; readonly problem: ShallowRef<string | null> } {
  const losses = shallowRef<ReadonlyMap<string, KnownLosses>>(new Map());
  const problem = shallowRef<string | null>(null);
  let turn = 0;
  /** What was told while an answer is on its way, which may or may not hold it. */
  let meanwhile: Told[] | null = null;

  async function load(): Promise<void> {
    const current = ++turn;
    const { sweepId: id, runs } = wanted();
    if (runs.length === 0) {
      losses.value = new Map();
      return;
    }
    meanwhile = [];
    try {
      const series = await engine.call('history.series', { id, runs: [...runs] });
      if (current !== turn) return;
      losses.value = new Map(series.filter(({ name }) => name === 'loss').map((one) => [one.id, one]));
      problem.value = null;
      const told: Told[] = meanwhile;
      meanwhile = null;
      for (const some of told) take(some);
    } catch (error) {
      if (current !== turn) return;
      meanwhile = null;
      problem.value = errorLine(error);
    }
  }

  function take(told: Told): void {
    if (meanwhile !== null) {
      meanwhile.push(told);
      return;
    }
    const runs = new Set(wanted().runs);
    const merged = new Map(losses.value);
    for (const one of told) {
      if (!runs.has(one.id)) continue;
      const known = mergeLosses(merged.get(one.id) ?? { steps: [], values: [] }, one);
      if (known === undefined) {
        void load();
        return;
      }
      merged.set(one.id, known);
    }
    losses.value = merged;
  }

  watch(() => [wanted().sweepId, ...wanted().runs].join(' '), load, { immediate: true });

  /** What was told since losses were taken last: many runs tell of theirs several times a second, and more often than this nobody reads their lines. */
  let told: Told[] = [];
  const { start, isPending } = useTimeoutFn(
    () => {
      const all = told;
      told = [];
      for (const some of all) take(some);
    },
    pauseMilliseconds,
    { immediate: false },
  );
  onScopeDispose(
    engine.on('run.losses', ({ sweepId, runs }) => {
      if (sweepId !== wanted().sweepId) return;
      told.push(runs);
      if (!isPending.value) start();
    }),
  );
  return { losses, problem };
}
