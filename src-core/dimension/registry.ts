import { formatReference, resolveReference } from '../registry/reference';
import { createRegistry } from '../registry/registry';
import type { Estimator, EstimatorDefinition } from './define-estimator';
import { definitions } from './index.gen';

/** All estimators of the intrinsic dimension, by id. */
export const estimatorRegistry = createRegistry<EstimatorDefinition>('estimator', definitions);

/** An estimator made from a reference, with what is needed to name it. */
export interface ResolvedEstimator {
  readonly estimator: Estimator;
  readonly id: string;
  /** For people. */
  readonly label: string;
  /** In canonical form: equal settings have equal text. */
  readonly reference: string;
  /** Defaults included. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The same estimator over its most important parameter, its own value among those tried, ascending; empty where it names none. */
  readonly variations: readonly EstimatorVariation[];
}

/** An estimator with one parameter changed. */
export interface EstimatorVariation {
  readonly estimator: Estimator;
  readonly parameter: string;
  readonly value: number;
}

/** Makes the estimator that a reference such as `mle?k=10` names. Throws an ExpectedError: 'unknown-id' or 'invalid-input'. */
export function resolveEstimator(reference: string): ResolvedEstimator {
  const { definition, parameters, reference: parsed } = resolveReference(estimatorRegistry, reference);
  return {
    estimator: definition.create(parameters),
    id: definition.id,
    label: definition.label,
    reference: formatReference(parsed),
    parameters,
    variations: variationsOf(definition, parameters),
  };
}

function variationsOf(
  { sensitivity, create }: EstimatorDefinition,
  parameters: Readonly<Record<string, unknown>>,
): readonly EstimatorVariation[] {
  if (sensitivity === undefined) return [];
  const { parameter, values } = sensitivity;
  const own = parameters[parameter];
  const all = typeof own === 'number' && !values.includes(own) ? [...values, own].sort((a, b) => a - b) : values;
  return all.map((value) => ({ estimator: create({ ...parameters, [parameter]: value }), parameter, value }));
}
