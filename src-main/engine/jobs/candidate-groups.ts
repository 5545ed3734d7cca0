import { groupRegistry, type ResolvedGroup, resolveGroup } from '#core/groups/registry';
import type { GroupContext } from '#core/groups/define-group';

/** The groups named, each once; where none are, all that suit the layout, with their default parameters. Without the trivial one, which all data have. */
export function candidateGroups(
  references: readonly string[] | undefined,
  context: GroupContext,
): readonly ResolvedGroup[] {
  const wanted = references ?? groupRegistry.all.filter((group) => group.suits(context)).map(({ id }) => id);
  return [...new Set(wanted)].filter((id) => id !== 'trivial').map((reference) => resolveGroup(reference, context));
}
