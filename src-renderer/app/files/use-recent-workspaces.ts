import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, onScopeDispose, shallowRef, type ComputedRef } from 'vue';
import { useEngine } from '../../client/use-engine';

/** Paths of the workspaces that were opened before and are still there, the last one first; the one that was opened here is left out. */
export function useRecentWorkspaces(): ComputedRef<readonly string[]> {
  const engine = useEngine();
  const cache = useQueryClient();
  // It is not asked for: that would open it, which measuring has no need of.
  const open = shallowRef<string | null>(null);
  const { data } = useQuery({
    queryKey: ['workspace.recent'],
    queryFn: () => engine.call('workspace.recent', {}),
  });
  onScopeDispose(
    engine.on('workspace.changed', ({ path }) => {
      open.value = path;
      // Whatever was asked of the workspace before is void.
      void cache.invalidateQueries();
    }),
  );
  return computed(() =>
    (data.value ?? []).flatMap(({ path, exists }) => (exists && path !== open.value ? [path] : [])),
  );
}
