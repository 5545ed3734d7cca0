import { groupRegistry, type ResolvedGroup, resolveGroup } from '#core/groups/registry';
import type { GroupContext } from '#core/groups/define-group';
import { suitsData } from '#core/groups/on-inputs';

/** The groups named, each once; where none are, all that suit the layout, with their default parameters. Without the trivial one, which all data have. */
export function candidateGroups(
  references: readonly string[] | undefined,
  context: GroupContext,
): readonly ResolvedGroup[] {
  const wanted = references ?? groupRegistry.all.filter((group) => suitsData(group, context)).map(({ id }) => id);
  return [...new Set(wanted)].filter((id) => id !== 'trivial').map((reference) => resolveGroup(reference, context));
}
