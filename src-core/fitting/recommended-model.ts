import type { FitModel } from './models';

/**
 * The model for a curve whose law's conditions are known. Boundary and curvature bend a curve by relative orders n^(−1/d) and n^(−2/d), more slowly in d ≥ 3 than the
 * deviation 1/n that every fit allows for: a power law's interval leaves the true d out then, almost always. Where they are known not to hold, the model that has
 * them is the one to read.
 */
export function recommendedModel(prediction: {
  readonly dimension: number;
  readonly conditions: readonly { readonly id: string; readonly status: string }[];
}): FitModel {
  const fails = (id: string): boolean =>
    prediction.conditions.some((condition) => condition.id === id && condition.status === 'fails');
  if (fails('boundary') && prediction.dimension > 1) return 'power-boundary';
  return fails('curvature') && prediction.dimension > 2 ? 'power-curvature' : 'power';
}
