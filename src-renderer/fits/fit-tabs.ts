import { useStorage } from '@vueuse/core';
import { computed, type WritableComputedRef } from 'vue';

/** The tabs of a fit in their order. */
export const fitTabs = [
  { id: 'model', title: 'Model', hint: 'The model, its parameters and how well it describes the points' },
  { id: 'range', title: 'Range', hint: 'Which sizes the fit uses, and what depends on that' },
  { id: 'compare', title: 'Compare', hint: 'All models on the same sizes, by AICc' },
  { id: 'residuals', title: 'Residuals', hint: 'How far each point lies from the fit' },
  { id: 'local', title: 'Local dimension', hint: 'The dimension between each size and the next' },
  { id: 'test', title: 'Falsification', hint: 'Whether the points contradict the theory' },
  { id: 'forecast', title: 'Forecast', hint: 'Beyond the points, and what a symmetry saves' },
] as const;
export type FitTab = (typeof fitTabs)[number]['id'];

const stored = useStorage<string>('gapscope.fit-tab', 'model');

/** The tab that is open, in all views, kept between starts. */
export function useFitTab(): WritableComputedRef<FitTab> {
  return computed({
    get: () => fitTabs.find(({ id }) => id === stored.value)?.id ?? 'model',
    set: (tab) => (stored.value = tab),
  });
}
