import type { EstimatorResult } from '#contract/results';
import { quantileOfSorted } from '#core/mathematics/statistics';
import { formatInterval, formatNumber, table } from './table';

/** The estimates, how each changes with its parameter, and the quantiles of the dimensions at single points where these are known: a paragraph each. */
export function describeEstimators(estimators: readonly EstimatorResult[]): string[] {
  if (estimators.length === 0) return [];
  const varied = estimators.filter(({ sensitivity }) => sensitivity.length > 1);
  const local = estimators.flatMap(({ id, pointwise }) => (pointwise === null ? [] : [{ id, ...pointwise }]));
  return [
    table(
      ['estimator', 'd', 'interval', 'coincident', ''],
      estimators.map(({ id, dimension, interval, excluded, doesNotApply, remark }) => [
        id,
        dimension,
        interval === null ? '' : formatInterval(interval),
        excluded,
        doesNotApply ?? remark ?? '',
      ]),
    ),
    usedPoints(estimators),
    ...(varied.length === 0
      ? []
      : [
          table(
            ['estimator', 'd by its parameter'],
            varied.map((one) => [one.id, describeSensitivity(one)]),
          ),
        ]),
    ...(local.length === 0
      ? []
      : [
          table(
            ['d at points', 'points', ...quantiles.map((p) => `${String(100 * p)} %`)],
            local.map(({ id, dimensions }) => {
              const sorted = Float64Array.from(dimensions).sort();
              return [id, sorted.length, ...quantiles.map((p) => quantileOfSorted(sorted, p))];
            }),
          ),
        ]),
  ];
}

const quantiles = [0.05, 0.25, 0.5, 0.75, 0.95];

function usedPoints(estimators: readonly EstimatorResult[]): string {
  const used = estimators.flatMap(({ points }) => (points === null ? [] : [points]));
  return used.length === 0 ? '' : `Estimators used ${String(Math.max(...used))} distinct points.`;
}

/** k: 5 → 12.9 ± 0.1, 10 → 12.6 ± 0.1 … */
function describeSensitivity({ sensitivity }: EstimatorResult): string {
  const name = Object.keys(sensitivity[0]?.parameters ?? {}).join(', ');
  const values = sensitivity.map(
    ({ parameters, dimension, standardError }) =>
      `${Object.values(parameters).map(formatNumber).join(', ')} → ${Number(dimension.toPrecision(3)).toString()} ± ${Number(standardError.toPrecision(1)).toString()}`,
  );
  return `${name}: ${values.join(', ')}`;
}
