import type { Measurement } from '#contract/results';
import { distinctNeighbours } from '#core/dimension/distinct-neighbours';
import { estimatorRegistry, resolveEstimator } from '#core/dimension/registry';
import { tooFewPoints } from '#core/dimension/why-not';
import { affordableRows } from '#core/gap/chosen-points';
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
  const k = Math.max(...estimators.map(({ estimator }) => estimator.neighbours));
  const { neighbours, duplicates } = await distinctNeighbours(chosen, group, k, work);
  const lack = tooFewPoints(neighbours.queries, duplicates);
  return estimators.map(({ estimator, id, label, reference }) => {
    const result = lack === undefined ? estimator.estimate(neighbours) : { doesNotApply: lack };
    const named = { id, label, parameters: { ...resolveReference(estimatorRegistry, reference).parameters } };
    if ('doesNotApply' in result)
      return {
        ...named,
        dimension: null,
        standardError: null,
        interval: null,
        level: 0.95,
        method: null,
        excluded: duplicates,
        doesNotApply: result.doesNotApply,
      };
    const { dimension, standardError, interval, level, method, excluded = 0 } = result;
    return {
      ...named,
      dimension,
      standardError,
      interval: [interval[0], interval[1]],
      level,
      method,
      excluded: duplicates + excluded,
      doesNotApply: null,
    };
  });
}
