import type { Measurement } from '#contract/results';
import type { EstimatorOutcome } from '#core/dimension/define-estimator';
import { distinctNeighbours } from '#core/dimension/distinct-neighbours';
import { estimatorRegistry, resolveEstimator } from '#core/dimension/registry';
import { tooFewPoints } from '#core/dimension/why-not';
import { affordableRows } from '#core/gap/chosen-points';
import type { Group } from '#core/groups/define-group';
import { selectRows, type Points } from '#core/mathematics/points';
import { randomStream } from '#core/mathematics/random-stream';
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
  const { points: kept, neighbours, duplicates } = await distinctNeighbours(chosen, group, k, work);
  const lack = tooFewPoints(neighbours.queries, duplicates);
  const results: Measurement['estimators'] = [];
  for (const { estimator, id, label, reference } of estimators) {
    const random = randomStream([seed, 'estimator', reference]);
    const result =
      lack === undefined
        ? await estimator.estimate({ points: kept, group, neighbours, random }, work)
        : { doesNotApply: lack };
    const named = { id, label, parameters: { ...resolveReference(estimatorRegistry, reference).parameters } };
    results.push({ ...named, ...outcome(result, duplicates) });
  }
  return results;
}

function outcome(
  result: EstimatorOutcome,
  duplicates: number,
): Omit<Measurement['estimators'][number], 'id' | 'label' | 'parameters'> {
  if ('doesNotApply' in result)
    return {
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
    dimension,
    standardError,
    interval: [interval[0], interval[1]],
    level,
    method,
    excluded: duplicates + excluded,
    doesNotApply: null,
  };
}
