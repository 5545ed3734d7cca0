import { formatReference, resolveReference } from '../registry/reference';
import { createRegistry } from '../registry/registry';
import type { Space, SpaceDefinition } from './define-space';
import { definitions } from './index.gen';

const all: readonly SpaceDefinition[] = definitions;

/** All tasks. */
export const taskRegistry = createRegistry('task', all);

/** A task with its parameters, ready for use. */
export interface ResolvedSpace {
  readonly space: Space;
  readonly id: string;
  /** The task's name with the parameters that were given, for people. */
  readonly label: string;
  /** The text with its keys in order: see formatReference. */
  readonly reference: string;
}

/**
 * The task that a text such as `torus?dimension=3` names.
 * @param text - id?key=value&…
 * @throws ExpectedError where the id or a parameter is unknown or out of range
 */
export function resolveSpace(text: string): ResolvedSpace {
  const { definition, parameters, reference } = resolveReference(taskRegistry, text);
  const given = Object.entries(reference.parameters)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key} ${value}`);
  return {
    space: definition.create(parameters, (factor) => resolveSpace(factor).space),
    id: definition.id,
    label: given.length === 0 ? definition.label : `${definition.label} (${given.join('; ')})`,
    reference: formatReference(reference),
  };
}
