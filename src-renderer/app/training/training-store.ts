import type { SweepSummary } from '#contract/sweep';
import { afterChange, afterProgress, isTraining, shareDone, type TrainingSweeps } from '#contract/training';
import { defineStore } from 'pinia';
import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import { useEngine } from '../../client/use-engine';

/** The sweeps that are being run, as the engine tells of them, whichever view shows them. */
export const useTrainingStore = defineStore('training', () => {
  const engine = useEngine();
  const sweeps = shallowRef<TrainingSweeps>(new Map());
  /** The sweep that ended last while this page was open. */
  const ended = shallowRef<SweepSummary | null>(null);

  onScopeDispose(
    engine.on('sweep.changed', (changed) => {
      sweeps.value = afterChange(sweeps.value, changed);
      if (!isTraining(changed.state)) ended.value = changed;
      else if (ended.value?.id === changed.id) ended.value = null;
    }),
  );
  const asked = new Set<string>();
  onScopeDispose(
    engine.on('batch.progress', (progress) => {
      sweeps.value = afterProgress(sweeps.value, progress);
      if (progress.batches.length > 0 && !sweeps.value.has(progress.sweepId)) void adopt(progress.sweepId);
    }),
  );
  /** A sweep that was running before this page was loaded. */
  async function adopt(id: string): Promise<void> {
    if (asked.has(id)) return;
    asked.add(id);
    try {
      const { sweep } = await engine.call('history.show', { id });
      if (isTraining(sweep.state)) sweeps.value = afterChange(sweeps.value, { ...sweep, remaining: null });
    } catch {
      // The sweep's next change tells of it all the same.
    } finally {
      asked.delete(id);
    }
  }
  /** Sweeps that ended because their engine did, until they are resumed. */
  const broken = shallowRef<readonly SweepSummary[]>([]);
  let before: readonly string[] = [];
  watch(engine.state, (state) => {
    if (state === 'connected') void lookAfter(before);
    else before = [...new Set([...before, ...sweeps.value.keys()])];
    // What an engine ran that has died runs no longer; one that was only out of reach tells of it again.
    if (state !== 'connected') sweeps.value = new Map();
  });
  /** Asks what has become of sweeps that were being run when the connection was lost. */
  async function lookAfter(ids: readonly string[]): Promise<void> {
    before = [];
    const found = await Promise.allSettled(ids.map((id) => engine.call('history.show', { id })));
    const summaries = found.flatMap((one) => (one.status === 'fulfilled' ? [one.value.sweep] : []));
    for (const summary of summaries.filter(({ state }) => isTraining(state)))
      sweeps.value = afterChange(sweeps.value, { ...summary, remaining: null });
    broken.value = summaries.filter(({ state }) => state === 'interrupted');
    ended.value = broken.value[0] ?? ended.value;
  }

  const running = computed(() => [...sweeps.value.values()]);
  /** How much of all that runs is done, from 0 to 1; null where nothing runs. */
  const share = computed(() => shareDone(sweeps.value));
  return { running, share, ended, broken };
});
