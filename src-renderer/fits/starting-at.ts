import type { FitResult } from '#contract/results';
import { ExpectedError } from '#core/errors';
import { fewestSizes } from '../charts/fit-range';
import type { FittedCurve } from './fitted-curve';
import { refit } from './refit';

/** A fit from one size on. */
export type StartingFit = Pick<FitResult, 'dimension' | 'standardError' | 'interval' | 'pValue'> & {
  readonly from: number;
  readonly to: number;
};

/** The same model fitted from each size on to the end of the window: a dimension that means something changes little by where the fit starts. Windows without a fit are left out. */
export function startingAt({ result, choice, fit }: FittedCurve): readonly StartingFit[] {
  const to = fit?.window[1] ?? result.points.at(-1)?.n ?? 0;
  const sizes = result.points.map(({ n }) => n).filter((n) => n <= to);
  return sizes.slice(0, Math.max(0, sizes.length - fewestSizes + 1)).flatMap((from) => {
    try {
      const { dimension, standardError, interval, pValue } = refit(
        result,
        { model: choice.model, window: [from, to] },
        result.prediction,
        { compare: false },
      );
      return [{ from, to, dimension, standardError, interval, pValue }];
    } catch (error) {
      if (error instanceof ExpectedError) return [];
      throw error;
    }
  });
}
