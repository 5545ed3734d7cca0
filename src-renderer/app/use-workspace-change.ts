import { useQueryClient } from '@tanstack/vue-query';
import { onScopeDispose } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { ResponseOf } from '#contract/commands';
import { useEngine } from '../client/use-engine';
import { currentWorkspaceKey } from './use-current-workspace';

/** When another workspace is opened, whichever window asked for it, nothing here shows what was in the one before. */
export function useWorkspaceChange(): void {
  const engine = useEngine();
  const cache = useQueryClient();
  const route = useRoute();
  const router = useRouter();
  onScopeDispose(
    engine.on('workspace.changed', ({ path, readOnly }) => {
      const before = cache.getQueryData<ResponseOf<'workspace.current'>>(currentWorkspaceKey);
      cache.setQueryData(currentWorkspaceKey, { path, readOnly });
      void cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== currentWorkspaceKey[0] });
      // The same again: it was compacted.
      if (before?.path === path) return;
      if (/^\/(history|compare|orbits|runs)\/./.test(route.path)) void router.push('/history');
      void import('../views/history/history-store').then(({ useHistoryStore }) => (useHistoryStore().ticked = []));
      void import('../views/sweep/sweep-store').then(({ useSweepStore }) => useSweepStore().page.live.leave());
    }),
  );
}
