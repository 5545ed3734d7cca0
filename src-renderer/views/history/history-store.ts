import { defineStore } from 'pinia';
import { ref } from 'vue';

/** What is typed in the History view, and which sweeps are ticked to be compared, by their ids; it outlives the view. */
export const useHistoryStore = defineStore('history', () => ({ search: ref(''), ticked: ref<string[]>([]) }));
