import { recordsCsv, type Cell } from '#core/tables/csv';
import { fitRecord } from '#core/tables/fit-record';
import type { PlottedCurve } from '../charts/plotted-curve';
import type { FittedCurve } from '../fits/fitted-curve';

/**
 * Curves as a table, a row a point: what holds for all of them, the point in full, and the fit of its curve.
 * @param fitted - the same curves with their fits, where they are known in full
 */
export function curvesCsv(
  curves: readonly Pick<PlottedCurve, 'label' | 'points'>[],
  fitted: readonly Pick<FittedCurve, 'result' | 'fit' | 'problem'>[],
  settings: Readonly<Record<string, Cell>>,
): string {
  return recordsCsv(
    curves.flatMap(({ label, points }) => {
      const known = fitted.find(({ result }) => result.label === label);
      return points.map((point) => ({
        ...settings,
        curve: label,
        n: point.n,
        gap: point.gap,
        standardError: point.standardError,
        localDimension: point.localDimension,
        localDimensionError: point.localDimensionError,
        replicates: point.replicates,
        generalization: point.generalization,
        generalizationStandardError: point.generalizationStandardError,
        ...(known === undefined
          ? {}
          : {
              ...fitRecord(known.fit, known.problem),
              'theory.dimension': known.result.prediction?.dimension,
              'theory.iidConstant': known.result.prediction?.laws.iid?.constant,
              'theory.quantisationConstant': known.result.prediction?.laws.quantisation?.constant,
              'test.pValue': known.result.test?.pValue,
              'test.verdict': known.result.test?.verdict,
            }),
      }));
    }),
  );
}
