import { formatReference, resolveReference } from '../registry/reference';
import { createRegistry } from '../registry/registry';
import type { Trainer, TrainerDefinition } from './define-trainer';
import { definitions } from './index.gen';

const all: readonly TrainerDefinition[] = definitions;

/** All training algorithms. */
export const trainerRegistry = createRegistry('trainer', all);

/** A training algorithm with its parameters, ready for use. */
export interface ResolvedTrainer {
  readonly trainer: Trainer;
  readonly id: string;
  /** The algorithm's name with the parameters that were given, for people. */
  readonly label: string;
  /** In canonical form. */
  readonly reference: string;
}

/**
 * The training algorithm that a text such as `lloyd?restarts=2` names.
 * @param text - id?key=value&…
 * @throws ExpectedError where the id or a parameter is unknown or out of range
 */
export function resolveTrainer(text: string): ResolvedTrainer {
  const { definition, parameters, reference } = resolveReference(trainerRegistry, text);
  const given = Object.keys(reference.parameters)
    .sort()
    .map((key) => `${key} ${reference.parameters[key] ?? ''}`);
  return {
    trainer: definition.create(parameters),
    id: definition.id,
    label: [definition.label, ...given].join(', '),
    reference: formatReference(reference),
  };
}
