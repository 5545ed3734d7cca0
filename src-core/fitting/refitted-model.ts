import type { CurveFit } from './fit-curve';
import type { GapCurve } from './gap-curve';
import { logCurve, standardAllowance } from './log-curve';
import { fitModel, type ModelFit } from './model-fit';
import { weighting } from './weighting';

/** What is needed of a fit to make it again. */
export type FitSettings = Pick<CurveFit, 'model' | 'constant' | 'window' | 'level'> & {
  /** Of an older fit, which does not tell it, the standard one. */
  readonly allowance?: number | undefined;
};

/** A fit made again from its settings, with what results do not tell of it. */
export interface RefittedModel extends ModelFit {
  /** Standard errors of log R by chance alone, one a size of the window. */
  readonly statisticalErrors: Float64Array;
}

/**
 * @param curve - the curve that was fitted
 * @throws ExpectedError as logCurve does
 */
export function refittedModel(curve: GapCurve, fit: FitSettings): RefittedModel {
  const logs = logCurve(curve, [{ magnitude: fit.allowance ?? standardAllowance, exponent: 1 }]);
  const from = logs.sizes.findIndex((n) => n >= fit.window[0]);
  const to = logs.sizes.findLastIndex((n) => n <= fit.window[1]) + 1;
  return {
    ...fitModel(fit.model, weighting(logs, from, to), fit.constant),
    statisticalErrors: logs.standardErrors.subarray(from, to),
  };
}
