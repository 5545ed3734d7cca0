import { defineStore } from 'pinia';
import { ref } from 'vue';

/** What is typed in the History view, and which sweeps are ticked to be compared or bundled, by their ids; it outlives the view. */
export const useHistoryStore = defineStore('history', () => {
  const search = ref('');
  const ticked = ref<string[]>([]);
  /** For sweeps that are gone. */
  function untick(ids: readonly string[]): void {
    ticked.value = ticked.value.filter((id) => !ids.includes(id));
  }
  return { search, ticked, untick };
});
