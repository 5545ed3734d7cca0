import { defineStore } from 'pinia';
import { onScopeDispose, ref } from 'vue';
import { useEngine } from '../../client/use-engine';

/** What is typed in the History view, and which sweeps are ticked to be compared or bundled, by their ids; it outlives the view. */
export const useHistoryStore = defineStore('history', () => {
  const search = ref('');
  const ticked = ref<string[]>([]);
  onScopeDispose(
    useEngine().on('sweep.deleted', ({ sweepId, deleted }) => {
      if (deleted) ticked.value = ticked.value.filter((id) => id !== sweepId);
    }),
  );
  return { search, ticked };
});
