import { defineStore } from 'pinia';
import { computed } from 'vue';
import { useRoute } from 'vue-router';
import { createUndoHistory, type UndoHistory } from './undo-history';

/** The histories of what was done, one a view: nothing is undone out of sight. */
export const useUndoStore = defineStore('undo', () => {
  const route = useRoute();
  const histories = new Map<string, UndoHistory>();

  /** @param view - the view's path, such as `/sweep` */
  function historyOf(view: string): UndoHistory {
    const known = histories.get(view) ?? createUndoHistory();
    histories.set(view, known);
    return known;
  }

  /** Of the view that is shown. */
  const current = computed(() => historyOf(/^\/[^/]*/.exec(route.path)?.[0] ?? ''));
  const next = computed(() => current.value.next.value);
  const again = computed(() => current.value.again.value);
  return {
    historyOf,
    next,
    again,
    undo: () => current.value.undo(),
    redo: () => current.value.redo(),
    /** Of the view that is shown. */
    currentHistory: () => current.value,
  };
});
