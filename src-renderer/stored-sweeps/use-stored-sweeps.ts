import { useInfiniteQuery, useQueryClient } from '@tanstack/vue-query';
import { refDebounced } from '@vueuse/core';
import { computed, onScopeDispose, toRef, type ComputedRef, type Ref } from 'vue';
import type { SweepSummary } from '#contract/sweep';
import { errorLine } from '../client/errors';
import { useEngine } from '../client/use-engine';

const pageSize = 50;
/** Pixels above the end of a list from which on more of it is asked for. */
const ahead = 200;

export interface StoredSweeps {
  /** What they were searched by. */
  readonly search: Ref<string>;
  /** As many as have been asked for, newest first. */
  readonly sweeps: ComputedRef<readonly SweepSummary[]>;
  /** How many there are. */
  readonly total: ComputedRef<number>;
  readonly problem: ComputedRef<string | null>;
  /** Whether there are none by these words, for certain. */
  readonly none: ComputedRef<boolean>;
  /** Asks for more near the end of the list that is scrolled. */
  scrolled(event: Event): void;
}

/**
 * The sweeps of the workspace whose name or task contains these words, a page at a time; asked for anew whenever one changes.
 * @param words - as they are typed
 */
export function useStoredSweeps(words: () => string): StoredSweeps {
  const engine = useEngine();
  const cache = useQueryClient();
  const search = refDebounced(toRef(words), 250);
  const { data, error, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery({
    queryKey: ['history.list', search],
    queryFn: ({ pageParam }) =>
      engine.call('history.list', { search: search.value, after: pageParam, limit: pageSize }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ sweeps }) => (sweeps.length < pageSize ? undefined : sweeps.at(-1)?.id),
    staleTime: 0,
  });
  const askAgain = (): void => void cache.invalidateQueries({ queryKey: ['history.list'] });
  onScopeDispose(engine.on('sweep.changed', askAgain));
  onScopeDispose(engine.on('sweep.deleted', askAgain));
  const sweeps = computed(() => data.value?.pages.flatMap((page) => page.sweeps) ?? []);
  const problem = computed(() => errorLine(error.value));
  return {
    search,
    sweeps,
    total: computed(() => data.value?.pages[0]?.total ?? 0),
    problem,
    none: computed(() => sweeps.value.length === 0 && !isFetching.value && problem.value === null),
    scrolled(event) {
      if (!(event.target instanceof HTMLElement) || !hasNextPage.value || isFetching.value) return;
      const { scrollHeight, scrollTop, clientHeight } = event.target;
      if (scrollHeight - scrollTop - clientHeight < ahead) void fetchNextPage();
    },
  };
}
