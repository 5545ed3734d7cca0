import type { ExtensionSummary } from '#contract/registry';
import { computed } from 'vue';
import type { EngineClient } from '../../client/engine-client';
import { useAskedJob } from '../../composables/use-asked-job';
import { parameterText } from '../../forms/reference-form';

/** What is known of the task of a form: how its points are laid out, and which groups and trainers suit it. */
export function useTaskFacts(engine: EngineClient, task: () => string) {
  // Of a task with a wrong parameter the preview says what is wrong.
  const { result: inspection } = useAskedJob(
    engine,
    () => task() || null,
    (job, wanted) => {
      // Labels are counted over all rows; a layout is that of any two.
      const rows = parameterText(wanted, 'outputs') === 'labels' ? {} : { rows: 2 };
      return engine.call('data.inspect', { job, data: { source: `task:${wanted}`, ...rows } });
    },
    300,
  );

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
