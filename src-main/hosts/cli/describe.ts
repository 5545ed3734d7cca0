import type { CurvePoint, Falsification, FitResult, GeneralizationCurve, Prediction } from '#contract/results';
import { formatInterval, formatNumber, table } from './table';

/** The points of a curve, for people. */
export function describeCurve(points: readonly CurvePoint[]): string {
  const predicted = points.some(({ generalization }) => generalization !== undefined);
  return table(
    ['n', 'gap', '± s.e.', 'local d', ...(predicted ? ['error', '± s.e.'] : [])],
    points.map((point) => [
      ...[point.n, point.gap, point.standardError, point.localDimension],
      ...(predicted ? [point.generalization, point.generalizationStandardError] : []),
    ]),
  );
}

/** A fit in a line or two, or why there is none. */
export function describeFit(fit: FitResult | null, problem: string | null): string {
  if (fit === null) return `No fit: ${problem ?? 'there are no points'}`;
  const window = `n = ${formatNumber(fit.window[0])} … ${formatNumber(fit.window[1])}`;
  return [
    `d = ${formatNumber(fit.dimension)} ${formatInterval(fit.interval)} at ${String(fit.level * 100)} % (${fit.model}, ${window}, χ² = ${formatNumber(fit.chi2)} for ${String(fit.degreesOfFreedom)} degrees of freedom, p = ${formatNumber(fit.pValue)})`,
    ...fit.models
      .filter(({ model }) => model !== fit.model)
      .map(
        ({ model, dimension, interval, aicc }) =>
          `  ${model}: d = ${formatNumber(dimension)} ${formatInterval(interval)}, ΔAICc ${aicc === null ? '–' : formatNumber(aicc)}`,
      ),
  ].join('\n');
}

/** How the generalization error of predictors falls, beside the gap: slopes are −2/d. */
export function describeGeneralization(fit: FitResult | null, generalization: GeneralizationCurve | null): string {
  if (generalization === null) return '';
  const slope = (one: FitResult | null): string =>
    one === null
      ? 'without a fit'
      : `as n^${formatNumber(-2 / one.dimension)} (± ${formatNumber((2 * one.standardError) / one.dimension ** 2)})`;
  return `the gap falls ${slope(fit)}, the generalization error ${slope(generalization.fit)}`;
}

/** What the theory says, in a line. */
export function describeTheory(prediction: Prediction | null, test: Falsification | null): string {
  if (prediction === null) return '';
  const { iid, quantisation } = prediction.laws;
  const constants = [
    `i.i.d. ${describeConstant(iid)}`,
    `optimal ${describeConstant(quantisation)}${quantisation?.status === undefined || quantisation.status === 'exact' ? '' : ` (${quantisation.status})`}`,
  ];
  const verdict = test === null ? '' : `; ${describeVerdict(test)}`;
  return `theory: d = ${String(prediction.dimension)}, constants ${constants.join(', ')}${verdict}`;
}

/** A law's constant; with its standard error where that exceeds a hundredth of it. */
function describeConstant(law: { constant: number; standardError: number } | null): string {
  if (law === null) return 'none';
  const error = law.standardError > 0.01 * law.constant ? ` ± ${formatNumber(law.standardError)}` : '';
  return `${formatNumber(law.constant)}${error}`;
}

function describeVerdict({ verdict, direction, pValue, detail = '' }: Falsification): string {
  const said = verdict === 'not-applicable' ? 'the law was not tested' : verdict;
  const figures = verdict === 'not-applicable' ? '' : `, p = ${formatNumber(pValue)}`;
  return `${said}${direction === 'none' ? '' : ` (${direction} the law)`}${figures}${detail === '' ? '' : `. ${detail}`}`;
}

/** The conditions of a prediction, one a line. */
export function describeConditions(prediction: Prediction): string {
  return table(
    ['condition', 'status', ''],
    prediction.conditions.map(({ id, status, detail }) => [id, status, detail]),
  );
}
