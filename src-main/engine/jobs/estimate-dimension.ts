import type { Measurement } from '#contract/results';
import { estimatorRegistry, resolveEstimator } from '#core/dimension/registry';
import { affordableRows } from '#core/gap/chosen-points';
import { nearestNeighbours } from '#core/gap/nearest-neighbours';
import type { Group } from '#core/groups/define-group';
import { selectRows, type Points } from '#core/mathematics/points';
import { resolveReference } from '#core/registry/reference';
import type { Work } from '#core/work';

type ChosenEstimator = ReturnType<typeof resolveEstimator>;

/** The estimators named, each once; `all` stands for every one. */
export function chooseEstimators(references: readonly string[]): readonly ChosenEstimator[] {
  const wanted = references.flatMap((reference) =>
    reference === 'all' ? estimatorRegistry.all.map(({ id }) => id) : [reference],
  );
  return [...new Set(wanted)].map(resolveEstimator);
}

/** Estimates of the dimension from one neighbour pass under the group, over as many points as take seconds. */
export async function estimateDimension(
  estimators: readonly ChosenEstimator[],
  points: Points,
  group: Group,
  seed: number,
  work: Work,
): Promise<Measurement['estimators']> {
  if (estimators.length === 0) return [];
  const rows = affordableRows(points, group, seed);
  const chosen = rows.length === points.count ? points : selectRows(points, rows);
  const k = Math.min(chosen.count - 1, Math.max(...estimators.map(({ estimator }) => estimator.neighbours)));
  const neighbours = await nearestNeighbours(
    { queries: chosen, candidates: chosen, group, k, excludeSelf: true },
    work,
  );
  return estimators.map(({ estimator, id, label, reference }) => {
    const result = estimator.estimate(neighbours);
    const named = { id, label, parameters: { ...resolveReference(estimatorRegistry, reference).parameters } };
    if ('doesNotApply' in result)
      return {
        ...named,
        dimension: null,
        standardError: null,
        interval: null,
        level: 0.95,
        method: null,
        doesNotApply: result.doesNotApply,
      };
    const { dimension, standardError, interval, level, method } = result;
    return {
      ...named,
      dimension,
      standardError,
      interval: [interval[0], interval[1]],
      level,
      method,
      doesNotApply: null,
    };
  });
}
