import type { ExtensionKind, ExtensionSummary } from '#contract/registry';
import { useQuery } from '@tanstack/vue-query';
import { computed, type ComputedRef } from 'vue';
import { useEngine } from '../client/use-engine';
import { errorLine } from '../client/errors';

/** What is registered of a kind; empty until the engine has answered. */
export function useExtensions(kind: ExtensionKind): {
  extensions: ComputedRef<readonly ExtensionSummary[]>;
  problem: ComputedRef<string | null>;
} {
  const engine = useEngine();
  const { data, error } = useQuery({
    queryKey: ['registry', kind],
    queryFn: () => engine.call('registry.list', { kind }),
    staleTime: Infinity,
  });
  return {
    extensions: computed(() => (data.value ?? []).map(typeset)),
    problem: computed(() => errorLine(error.value)),
  };
}

/** Labels with their index k set as an index. */
function typeset(extension: ExtensionSummary): ExtensionSummary {
  return { ...extension, label: extension.label.replaceAll('_k', 'ₖ') };
}
