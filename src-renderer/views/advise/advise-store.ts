import type { Advice } from '#contract/advice';
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { errorLine } from '../../client/errors';
import { useEngine } from '../../client/use-engine';
import { newJobId, useJobProgress } from '../../composables/use-job';
import { useMeasureStore } from '../measure/measure-store';

/** What is asked of the symmetry advisor, about the data that the Measure view has chosen, and its answer; it outlives the view. */
export const useAdviseStore = defineStore('advise', () => {
  const engine = useEngine();
  const measure = useMeasureStore();
  /** null until the user chooses others than those that suit the data. */
  const chosen = ref<string[] | null>(null);
  const suitable = computed(() => measure.inspection?.suitableGroups.filter((id) => id !== 'trivial') ?? []);
  const groups = computed(() => chosen.value ?? suitable.value);
  const targetGap = ref<number | null>(null);

  const advice = shallowRef<Advice | null>(null);
  const adviceFor = shallowRef('');
  const selected = shallowRef<string | null>(null);
  const problem = shallowRef<string | null>(null);
  const job = shallowRef<string | null>(null);
  const progress = useJobProgress(engine, job);
  const settings = (): string => JSON.stringify([measure.request, chosen.value, targetGap.value]);

  async function run(): Promise<void> {
    if (job.value !== null || measure.request === null) return;
    const key = settings();
    job.value = newJobId();
    progress.value = null;
    problem.value = null;
    try {
      advice.value = await engine.call('advise', {
        job: job.value,
        data: measure.request,
        // The engine knows what suits the data, whether or not it is known here yet.
        ...(chosen.value === null || chosen.value.length === 0 ? {} : { groups: [...chosen.value] }),
        ...(targetGap.value === null ? {} : { targetGap: targetGap.value }),
      });
      adviceFor.value = key;
      selected.value = null;
    } catch (error) {
      problem.value = errorLine(error);
    } finally {
      job.value = null;
    }
  }

  async function cancel(): Promise<void> {
    if (job.value !== null) await engine.call('job.cancel', { job: job.value });
  }

  const shown = computed(
    () =>
      advice.value?.groups.find(({ group }) => group.reference === selected.value) ?? advice.value?.groups[0] ?? null,
  );
  const stale = computed(() => advice.value !== null && adviceFor.value !== settings());
  const running = computed(() => job.value !== null);
  return {
    ...{ chosen, suitable, groups, targetGap, advice, selected, shown },
    problem,
    progress,
    running,
    run,
    cancel,
    stale,
  };
});
