import type { FitResult } from '#contract/results';
import { ExpectedError } from '#core/errors';
import { fitCurve, type FitOptions } from '#core/fitting/fit-curve';
import type { GapCurve } from '#core/fitting/gap-curve';

/** The fit of a curve, or why there is none. */
export function fitOrProblem(
  curve: GapCurve,
  options: FitOptions,
): { fit: FitResult | null; fitProblem: string | null } {
  try {
    return { fit: fitCurve(curve, options), fitProblem: null };
  } catch (error) {
    if (error instanceof ExpectedError) return { fit: null, fitProblem: error.message };
    throw error;
  }
}
