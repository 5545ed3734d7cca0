import type { ResponseOf } from '#contract/commands';
import type { ExtensionSummary } from '#contract/registry';
import { watchDebounced } from '@vueuse/core';
import { computed, shallowRef } from 'vue';
import type { EngineClient } from '../../client/engine-client';
import { newJobId } from '../../composables/use-job';

/** What is known of the task of a form: how its points are laid out, and which groups and trainers suit it. */
export function useTaskFacts(engine: EngineClient, task: () => string) {
  const inspection = shallowRef<ResponseOf<'data.inspect'> | null>(null);
  async function find(): Promise<void> {
    const wanted = task();
    inspection.value = null;
    if (wanted === '') return;
    try {
      // Labels are counted over all rows; a layout is that of any two.
      const rows = wanted.includes('outputs=labels') ? {} : { rows: 2 };
      const found = await engine.call('data.inspect', { job: newJobId(), data: { source: `task:${wanted}`, ...rows } });
      if (task() === wanted) inspection.value = found;
    } catch {
      // A task with a wrong parameter: the preview says what is wrong.
      inspection.value = null;
    }
  }
  watchDebounced(task, find, { debounce: 300, immediate: true });

  function isSuitable({ needs }: ExtensionSummary): boolean {
    const layout = inspection.value?.layout;
    if (needs === undefined || layout === undefined) return true;
    if (needs === 'images') return layout.kind === 'image';
    return layout.kind === 'pair' && (needs === 'pairs' || layout.classes);
  }

  return {
    inspection,
    /** Ids; undefined while that is not known. */
    suitableGroups: computed(() => inspection.value?.suitableGroups),
    suitableTrainers: (trainers: readonly ExtensionSummary[]): readonly string[] | undefined =>
      inspection.value === null ? undefined : trainers.filter(isSuitable).map(({ id }) => id),
  };
}
