import { defineStore } from 'pinia';
import { ref } from 'vue';

/** What is typed in the History view; it outlives the view. */
export const useHistoryStore = defineStore('history', () => ({ search: ref('') }));
