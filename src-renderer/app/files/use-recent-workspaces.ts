import { useQuery } from '@tanstack/vue-query';
import { computed, type ComputedRef } from 'vue';
import { useEngine } from '../../client/use-engine';
import { useCurrentWorkspace } from '../use-current-workspace';

/** Paths of the workspaces that were opened before and are still there, the last one first, without the present one. */
export function useRecentWorkspaces(): ComputedRef<readonly string[]> {
  const engine = useEngine();
  const current = useCurrentWorkspace();
  const { data } = useQuery({
    queryKey: ['workspace.recent'],
    queryFn: () => engine.call('workspace.recent', {}),
  });
  return computed(() =>
    (data.value ?? []).flatMap(({ path, exists }) => (exists && path !== current.value?.path ? [path] : [])),
  );
}
