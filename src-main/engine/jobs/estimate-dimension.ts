import type { EstimatorResult } from '#contract/results';
import type { DimensionEstimate, EstimatorOutcome } from '#core/dimension/define-estimator';
import { distinctNeighbours } from '#core/dimension/distinct-neighbours';
import {
  estimatorRegistry,
  type EstimatorVariation,
  type ResolvedEstimator,
  resolveEstimator,
} from '#core/dimension/registry';
import { tooFewPoints } from '#core/dimension/why-not';
import { affordableRows } from '#core/gap/chosen-points';
import type { Group } from '#core/groups/define-group';
import { selectRows, type Points } from '#core/mathematics/points';
import { randomStream } from '#core/mathematics/random-stream';
import type { Work } from '#core/work';

export interface DimensionRequest {
  readonly estimators: readonly ResolvedEstimator[];
  readonly points: Points;
  readonly group: Group;
  readonly seed: number;
  /** Whether the dimensions at single points are wanted too. */
  readonly pointwise?: boolean;
  /** All points, however long that takes; else as many, chosen at random, as take seconds. */
  readonly everyPoint?: boolean;
}

/** The estimators named, each once; `all` stands for every one. */
export function chooseEstimators(references: readonly string[]): readonly ResolvedEstimator[] {
  const wanted = references.flatMap((reference) =>
    reference === 'all' ? estimatorRegistry.all.map(({ id }) => id) : [reference],
  );
  return [...new Set(wanted)].map(resolveEstimator);
}

/** Neighbours, an index and a squared distance each, that may be held: 1 GiB. */
const mostNeighbours = Math.floor(2 ** 30 / 12);

/** Of what the estimate itself may take. */
const effortOfVariation = 1 / 3;

/** Estimates of the dimension from one neighbour pass under the group, each also over its most important parameter. */
export async function estimateDimension(request: DimensionRequest, work: Work): Promise<EstimatorResult[]> {
  const { estimators, points, group, seed } = request;
  if (estimators.length === 0) return [];
  const all = estimators.flatMap(({ estimator, variations }) => [estimator, ...variations.map((one) => one.estimator)]);
  const wanted = Math.max(...all.map(({ neighbours }) => neighbours));
  const rows = request.everyPoint === true ? everyRow(points.count) : affordableRows(points, group, seed, wanted);
  const chosen = rows.length === points.count ? points : selectRows(points, rows);
  const k = Math.min(wanted, Math.floor(mostNeighbours / rows.length));
  const { duplicates, ...found } = await distinctNeighbours(chosen, group, k, work);
  const lack = tooFewPoints(found.points.count, duplicates);
  const results: EstimatorResult[] = [];
  for (const [current, one] of estimators.entries()) {
    await work.checkpoint({ step: `estimator ${one.id}`, current, total: estimators.length });
    const named = {
      ...{ id: one.id, label: one.label, points: found.points.count },
      parameters: { ...one.parameters },
    };
    if (lack !== undefined) {
      results.push({ ...named, ...none(lack, duplicates) });
      continue;
    }
    const randomFor = (purpose: string) => randomStream([seed, 'estimator', one.reference, purpose]);
    const sample = { ...found, group, everyPoint: request.everyPoint === true, random: randomFor('estimate') };
    const outcome = await one.estimator.estimate(sample, work);
    results.push({
      ...named,
      ...('doesNotApply' in outcome ? none(outcome.doesNotApply, duplicates) : numbersOf(outcome, duplicates)),
      sensitivity: await sensitivityOf(
        one.variations,
        ({ estimator, parameter, value }) =>
          value === one.parameters[parameter]
            ? outcome
            : estimator.estimate(
                { ...sample, effort: effortOfVariation, random: randomFor(`${parameter}=${String(value)}`) },
                work,
              ),
        found.neighbours.k,
      ),
      pointwise:
        request.pointwise === true ? pointwiseOf(outcome, (row) => rows[found.rows[row] as number] as number) : null,
    });
  }
  return results;
}

function everyRow(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => i);
}

/** What the variations estimate that have their neighbours and apply. */
async function sensitivityOf(
  variations: readonly EstimatorVariation[],
  estimate: (variation: EstimatorVariation) => EstimatorOutcome | Promise<EstimatorOutcome>,
  available: number,
): Promise<EstimatorResult['sensitivity']> {
  const found: EstimatorResult['sensitivity'] = [];
  for (const variation of variations) {
    if (variation.estimator.neighbours > available) continue;
    const outcome = await estimate(variation);
    if ('doesNotApply' in outcome) continue;
    const { dimension, standardError, interval, scale = null } = outcome;
    const parameters = { [variation.parameter]: variation.value };
    found.push({ parameters, dimension, standardError, interval: [interval[0], interval[1]], scale });
  }
  return found;
}

/** Dimensions at single points, by their rows in the data. */
function pointwiseOf(outcome: EstimatorOutcome, rowInData: (row: number) => number): EstimatorResult['pointwise'] {
  if ('doesNotApply' in outcome || outcome.pointwise === undefined) return null;
  const { rows, dimensions } = outcome.pointwise();
  return { rows: Array.from(rows, rowInData), dimensions: [...dimensions] };
}

type Numbers = Omit<EstimatorResult, 'id' | 'label' | 'parameters' | 'points'>;

function none(doesNotApply: string, excluded: number): Numbers {
  return {
    ...{ dimension: null, standardError: null, interval: null, level: 0.95, method: null, excluded, doesNotApply },
    ...{ scale: null, remark: null, sensitivity: [], pointwise: null },
  };
}

function numbersOf(estimate: DimensionEstimate, duplicates: number): Omit<Numbers, 'sensitivity' | 'pointwise'> {
  const { dimension, standardError, interval, level, method, excluded = 0, scale = null, remark = null } = estimate;
  return {
    ...{ dimension, standardError, interval: [interval[0], interval[1]], level, method },
    ...{ excluded: duplicates + excluded, doesNotApply: null, scale, remark },
  };
}
