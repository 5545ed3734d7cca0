import type { z } from 'zod';
import type { Neighbours } from '../gap/nearest-neighbours';
import type { Definition } from '../registry/definition';

export interface DimensionEstimate {
  readonly dimension: number;
  readonly standardError: number;
  readonly interval: readonly [number, number];
  readonly level: number;
  /** How the interval was found. */
  readonly method: 'analytic' | 'jackknife' | 'bootstrap';
  /** Points that say nothing and were left out, such as those at distance 0 from another; 0 if not given. */
  readonly excluded?: number;
}

/** An estimator of the intrinsic dimension from distances alone, so that it works on every quotient. */
export interface Estimator {
  /** How many neighbours a point it wants; the point itself is not one of them. Given fewer, `estimate` makes do or says why it cannot. */
  readonly neighbours: number;
  /** The estimate, or one sentence that says why the estimator does not apply. Never NaN. */
  estimate(neighbours: Neighbours): DimensionEstimate | { readonly doesNotApply: string };
}

export interface EstimatorDefinition<Schema extends z.ZodObject = z.ZodObject> extends Definition<Schema> {
  create(parameters: z.output<Schema>): Estimator;
}

/** Declares an estimator; one file an estimator. */
export function defineEstimator<Schema extends z.ZodObject>(
  definition: EstimatorDefinition<Schema>,
): EstimatorDefinition<Schema> {
  return definition;
}
