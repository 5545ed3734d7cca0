import type { EventOf } from '#contract/events';
import type { SweepReport } from '#contract/sweep';
import type { RunSummary, SweepSummary } from '#contract/sweep';
import { useQueryClient } from '@tanstack/vue-query';
import { computed, onScopeDispose, shallowRef } from 'vue';
import type { EngineClient } from '../../client/engine-client';
import { errorLine } from '../../client/errors';

const ended: readonly SweepSummary['state'][] = ['finished', 'failed', 'cancelled', 'interrupted', 'paused'];

/** Whether a sweep has come to an end, good or bad. */
export function hasEnded(state: SweepSummary['state']): boolean {
  return ended.includes(state);
}

/** One sweep as it runs: its summary, its runs, the batches that are being worked on, and its report whenever it has come to an end. */
export function useLiveSweep(engine: EngineClient) {
  const cache = useQueryClient();
  const summary = shallowRef<EventOf<'sweep.changed'> | null>(null);
  const runs = shallowRef<ReadonlyMap<string, RunSummary>>(new Map());
  const batches = shallowRef<EventOf<'batch.progress'>['batches']>([]);
  /** What the running batches have done, in runs. */
  const underWay = shallowRef(0);
  /** Whether losses of its runs have been told. */
  const traced = shallowRef(false);
  const report = shallowRef<SweepReport | null>(null);
  const problem = shallowRef<string | null>(null);

  function mergeRuns(changed: readonly RunSummary[]): void {
    const merged = new Map(runs.value);
    for (const run of changed) merged.set(run.id, run);
    runs.value = merged;
  }

  async function load(id: string): Promise<void> {
    try {
      const [shown, all] = await Promise.all([
        engine.call('history.show', { id }),
        engine.call('history.runs', { id }),
      ]);
      if (summary.value?.id !== id) return;
      report.value = shown;
      runs.value = new Map(all.map((run) => [run.id, run]));
      summary.value = { ...shown.sweep, remaining: null };
    } catch (error) {
      problem.value = errorLine(error);
    }
  }

  onScopeDispose(
    engine.on('sweep.changed', (changed) => {
      void cache.invalidateQueries({ queryKey: ['history.list'] });
      if (changed.id !== summary.value?.id) return;
      summary.value = changed;
      if (!hasEnded(changed.state)) return;
      batches.value = [];
      void load(changed.id);
    }),
  );
  onScopeDispose(
    engine.on('run.changed', ({ sweepId, runs: changed }) => {
      if (sweepId === summary.value?.id) mergeRuns(changed);
    }),
  );

  onScopeDispose(
    engine.on('batch.progress', ({ sweepId, remaining, done, batches: running }) => {
      if (sweepId !== summary.value?.id || hasEnded(summary.value.state)) return;
      batches.value = running;
      underWay.value = done;
      if (remaining !== null) summary.value = { ...summary.value, remaining };
    }),
  );

  onScopeDispose(
    engine.on('run.losses', ({ sweepId }) => {
      if (sweepId === summary.value?.id) traced.value = true;
    }),
  );

  async function follow(start: Promise<SweepSummary>): Promise<void> {
    problem.value = null;
    try {
      const started = await start;
      if (started.id !== summary.value?.id) {
        runs.value = new Map();
        batches.value = [];
        underWay.value = 0;
        traced.value = false;
        report.value = null;
      }
      summary.value = { ...started, remaining: null };
      await load(started.id);
    } catch (error) {
      problem.value = errorLine(error);
    }
  }

  return {
    summary,
    runs: computed(() => [...runs.value.values()]),
    batches,
    underWay,
    traced,
    report,
    problem,
    running: computed(() => summary.value !== null && !hasEnded(summary.value.state)),
    follow,
  };
}
