import { nextTick, watch, type Ref } from 'vue';
import { useRoute } from 'vue-router';
import { viewOfPath } from './views';

/** Moves the focus into a view that has just been opened, so that the keys that follow are for it; a reader of screens begins there too. */
export function useViewChange(main: Readonly<Ref<HTMLElement | null>>): void {
  const route = useRoute();
  watch(
    () => viewOfPath(route.path)?.path,
    async (_view, before) => {
      // The window has just been opened.
      if (before === undefined) return;
      await nextTick();
      // A view may have put the focus where it wants it.
      if (main.value?.contains(document.activeElement) !== true) main.value?.focus({ preventScroll: true });
    },
  );
}
