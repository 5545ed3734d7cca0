import type { ExtensionSummary } from '#contract/registry';
import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { errorLine } from '../../client/errors';
import { useEngine } from '../../client/use-engine';
import { useExtensions } from '../../composables/queries';

/** The tasks that a sweep may have: those of known law, and data: the samples by their own names, and files. */
export function useTaskChoices() {
  const engine = useEngine();
  const { extensions, problem } = useExtensions('tasks');
  const { data, error } = useQuery({
    queryKey: ['data.samples'],
    queryFn: () => engine.call('data.samples', {}),
    staleTime: Infinity,
  });
  const file = computed(() => extensions.value.find(({ id }) => id === 'data-set'));
  const tasks = computed(() => extensions.value.filter(({ id }) => id !== 'data-set'));
  const samples = computed<readonly ExtensionSummary[]>(() => {
    // What is to be predicted of a sample is asked as it is of a file; the rest is known of it.
    const parameters = (file.value?.parameters ?? []).filter(({ name }) => name === 'outputs');
    const own = (data.value ?? []).map(({ source, label, summary }) => ({ id: source, label, summary, parameters }));
    return file.value === undefined ? own : [...own, file.value];
  });
  return {
    tasks,
    samples,
    all: computed(() => [...tasks.value, ...samples.value]),
    trouble: computed(() => problem.value ?? errorLine(error.value)),
  };
}
