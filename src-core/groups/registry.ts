import { formatReference, resolveReference } from '../registry/reference';
import { createRegistry } from '../registry/registry';
import type { Group, GroupContext, GroupDefinition } from './define-group';
import { checkFitsPairs } from './fits-pairs';
import { definitions } from './index.gen';
import { inputContext } from './on-inputs';
import { onFirst, productOf } from './product';

/** All groups, by id. */
export const groupRegistry = createRegistry<GroupDefinition>('group', [
  ...definitions,
  productOf((reference, context) => resolveGroup(reference, context).group),
]);

/** A group made from a reference, with what is needed to name it. */
export interface ResolvedGroup {
  readonly group: Group;
  readonly id: string;
  /** For people: the definition's label, and the parameters that were given. */
  readonly label: string;
  /** The text with its keys in order: see formatReference. */
  readonly reference: string;
}

/**
 * Makes the group that a reference such as `so2?frequencies=1,2` names, for data of the given size and layout.
 * Of pairs of images or clouds, a group that is made for these moves them and leaves the outputs alone.
 * Throws an ExpectedError: 'unknown-id', 'invalid-input', or 'does-not-fit' where the group cannot act on the data, or takes inputs of pairs to outputs.
 */
export function resolveGroup(reference: string, context: GroupContext): ResolvedGroup {
  const { definition, parameters, reference: parsed } = resolveReference(groupRegistry, reference);
  const given = Object.entries(parsed.parameters).map(([key, value]) => `${key} ${value}`);
  const inputs = definition.movesInputs?.(parameters) === true ? inputContext(context) : undefined;
  const group =
    inputs === undefined
      ? definition.create(parameters, context)
      : onFirst(formatReference(parsed), definition.create(parameters, inputs), context.ambientDimension);
  if (context.layout?.kind === 'pair') checkFitsPairs(formatReference(parsed), group, context.layout);
  return {
    group,
    id: definition.id,
    label: given.length === 0 ? definition.label : `${definition.label} (${given.join('; ')})`,
    reference: formatReference(parsed),
  };
}
