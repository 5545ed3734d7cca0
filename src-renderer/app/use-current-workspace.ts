import type { ResponseOf } from '#contract/commands';
import { useQuery } from '@tanstack/vue-query';
import type { Ref } from 'vue';
import { useEngine } from '../client/use-engine';

export const currentWorkspaceKey = ['workspace.current'];

/** The workspace that the engine stores in, which asking for does not open; undefined until the engine has answered. */
export function useCurrentWorkspace(): Ref<ResponseOf<'workspace.current'> | undefined> {
  const engine = useEngine();
  return useQuery({
    queryKey: currentWorkspaceKey,
    queryFn: () => engine.call('workspace.current', {}),
    // Events tell of every change.
    staleTime: Infinity,
  }).data;
}
