import { defineStore } from 'pinia';
import { ref } from 'vue';

/** What is typed in the Runs view; it outlives the view. */
export const useRunsStore = defineStore('runs', () => ({ search: ref('') }));
