import type { EventOf } from '#contract/events';
import type { LogEntry, RunSummary, SweepReport, SweepSummary } from '#contract/sweep';
import { isTraining } from '#contract/training';
import { useQueryClient } from '@tanstack/vue-query';
import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import type { EngineClient } from '../client/engine-client';
import { errorLine } from '../client/errors';

/** One sweep, as it runs or as it is stored: its summary, its runs, the batches that are being worked on, its log, and its report whenever it has come to an end. */
export function useLiveSweep(engine: EngineClient) {
  const cache = useQueryClient();
  const summary = shallowRef<EventOf<'sweep.changed'> | null>(null);
  const runs = shallowRef<ReadonlyMap<string, RunSummary>>(new Map());
  const batches = shallowRef<EventOf<'batch.progress'>['batches']>([]);
  /** What the running batches have done, in runs. */
  const underWay = shallowRef(0);
  /** Whether losses of its runs have been told. */
  const traced = shallowRef(false);
  const log = shallowRef<readonly LogEntry[]>([]);
  const report = shallowRef<SweepReport | null>(null);
  const problem = shallowRef<string | null>(null);
  /** The sweep that is followed. */
  let followed: string | null = null;

  function forget(): void {
    runs.value = new Map();
    batches.value = [];
    underWay.value = 0;
    traced.value = false;
    log.value = [];
    report.value = null;
  }

  function mergeRuns(changed: readonly RunSummary[]): void {
    const merged = new Map(runs.value);
    for (const run of changed) merged.set(run.id, run);
    runs.value = merged;
  }

  async function load(id: string): Promise<void> {
    // Each answer at once: what is told after it was given must not be written over when the last one comes.
    const take = async <Answer>(answer: Promise<Answer>, keep: (answer: Answer) => void): Promise<void> => {
      const given = await answer;
      if (followed === id) keep(given);
    };
    try {
      await Promise.all([
        take(engine.call('history.show', { id }), (shown) => {
          report.value = shown;
          summary.value = { ...shown.sweep, remaining: null };
        }),
        take(engine.call('history.runs', { id }), (all) => (runs.value = new Map(all.map((run) => [run.id, run])))),
        take(engine.call('history.log', { id }), (told) => (log.value = told)),
      ]);
    } catch (error) {
      if (followed === id) problem.value = errorLine(error);
    }
  }

  onScopeDispose(
    engine.on('sweep.changed', (changed) => {
      void cache.invalidateQueries({ queryKey: ['history.list'] });
      if (changed.id !== followed) return;
      summary.value = changed;
      if (isTraining(changed.state)) return;
      batches.value = [];
      void load(changed.id);
    }),
  );
  onScopeDispose(
    engine.on('sweep.deleted', ({ sweepId, deleted }) => {
      if (sweepId === followed && report.value !== null) report.value = { ...report.value, deleted };
    }),
  );
  onScopeDispose(
    engine.on('run.changed', ({ sweepId, runs: changed }) => {
      if (sweepId === followed) mergeRuns(changed);
    }),
  );

  onScopeDispose(
    engine.on('batch.progress', ({ sweepId, remaining, done, batches: running }) => {
      if (sweepId !== followed || summary.value === null || !isTraining(summary.value.state)) return;
      batches.value = running;
      underWay.value = done;
      if (remaining !== null) summary.value = { ...summary.value, remaining };
    }),
  );

  onScopeDispose(
    engine.on('run.losses', ({ sweepId }) => {
      if (sweepId === followed) traced.value = true;
    }),
  );

  onScopeDispose(
    engine.on('sweep.logged', ({ sweepId, entries }) => {
      if (sweepId === followed) log.value = [...log.value, ...entries];
    }),
  );

  // What was told while there was no connection is asked for.
  watch(engine.state, (state, before) => {
    if (state === 'connected' && before === 'lost' && followed !== null) void load(followed);
  });

  /** Follows the sweep that a command answers. */
  async function follow(start: Promise<SweepSummary>): Promise<void> {
    problem.value = null;
    try {
      const started = await start;
      if (started.id !== followed) forget();
      followed = started.id;
      summary.value = { ...started, remaining: null };
      await load(started.id);
    } catch (error) {
      problem.value = errorLine(error);
    }
  }

  /** Follows a stored sweep. */
  async function open(id: string): Promise<void> {
    problem.value = null;
    if (id !== followed) {
      forget();
      summary.value = null;
    }
    followed = id;
    await load(id);
  }

  /** Follows none. */
  function leave(): void {
    followed = null;
    summary.value = null;
    forget();
  }

  return {
    summary,
    runs: computed(() => [...runs.value.values()]),
    batches,
    underWay,
    traced,
    log,
    report,
    problem,
    running: computed(() => summary.value !== null && isTraining(summary.value.state)),
    follow,
    open,
    leave,
  };
}
