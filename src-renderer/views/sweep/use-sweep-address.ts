import { watchDebounced } from '@vueuse/core';
import { watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { useSweepStore } from './sweep-store';

/** Keeps the form in the window's address, and takes it from there where the user follows a link. */
export function useSweepAddress(store: ReturnType<typeof useSweepStore>): void {
  const route = useRoute();
  const router = useRouter();
  watch(
    () => route.query['s'],
    (text) => {
      if (typeof text === 'string' && text !== '' && text !== store.link) store.openLink(text);
    },
    { immediate: true },
  );
  watchDebounced(
    () => [store.link, store.linkProblem, route.path] as const,
    ([link, problem, path]) => {
      // A damaged link stays for the user to look at.
      if (path !== '/sweep' || link === '' || problem !== null || route.query['s'] === link) return;
      void router.replace({ query: { ...route.query, s: link } });
    },
    { debounce: 250, immediate: true },
  );
}
