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
}

/** Makes the estimator that a reference such as `mle?k=10` names. Throws an ExpectedError: 'unknown-id' or 'invalid-input'. */
export function resolveEstimator(reference: string): ResolvedEstimator {
  const { definition, parameters, reference: parsed } = resolveReference(estimatorRegistry, reference);
  return {
    estimator: definition.create(parameters),
    id: definition.id,
    label: definition.label,
    reference: formatReference(parsed),
  };
}
