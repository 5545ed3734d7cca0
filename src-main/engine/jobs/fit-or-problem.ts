import type { FitResult } from '#contract/results';
import { ExpectedError } from '#core/errors';
import { fitCurve, type FitOptions } from '#core/fitting/fit-curve';
import type { GapCurve } from '#core/fitting/gap-curve';
import { parameterCount } from '#core/fitting/models';
import { recommendedModel } from '#core/fitting/recommended-model';
import type { Prediction } from '#core/laws/predict';

/** The fit of a curve by the model that the theory's conditions recommend, where it has enough sizes; or why there is none. */
export function fitOrProblem(
  curve: GapCurve,
  prediction: Prediction | null,
  options: FitOptions,
): { fit: FitResult | null; fitProblem: string | null } {
  const recommended = prediction === null ? 'power' : recommendedModel(prediction);
  const [from, to] = options.window === undefined || options.window === 'auto' ? [0, Infinity] : options.window;
  const sizes = curve.sizes.filter((n) => n >= from && n <= to).length;
  const model = sizes > parameterCount(recommended) + 1 ? recommended : 'power';
  try {
    return { fit: fitCurve(curve, { model, ...options }), fitProblem: null };
  } catch (error) {
    if (error instanceof ExpectedError) return { fit: null, fitProblem: error.message };
    throw error;
  }
}
