import type { Condition, FitResult } from '#contract/results';
import { recommendedModel } from '#core/fitting/recommended-model';
import { errorLine } from '../client/errors';
import type { PlottedCurve } from '../charts/plotted-curve';
import type { CurveResult } from './curve-result';
import { refit, type FitChoice, type RefitEffort } from './refit';

export interface FittedCurve {
  readonly result: CurveResult;
  readonly choice: FitChoice;
  readonly fit: FitResult | null;
  /** Why there is no fit. */
  readonly problem: string | null;
}

/** The fit that the engine makes: by the model that the conditions recommend, in its automatic window. */
function automaticFit({ fit, prediction }: CurveResult): FitChoice {
  return { model: fit?.model ?? (prediction === null ? 'power' : recommendedModel(prediction)), window: 'auto' };
}

/**
 * A curve with the fit that the user chose; with the engine's own where nothing was chosen.
 * @param effort - what of a fit that is made here may be left out
 */
export function fittedCurve(
  result: CurveResult,
  choice: FitChoice = automaticFit(result),
  effort: RefitEffort = {},
): FittedCurve {
  const own = automaticFit(result);
  const automatic = choice.model === own.model && choice.window === own.window;
  if (automatic && (result.fit !== null || result.fitProblem !== null))
    return { result, choice, fit: result.fit, problem: result.fitProblem };
  try {
    return { result, choice, fit: refit(result, choice, result.prediction, effort), problem: null };
  } catch (error) {
    return { result, choice, fit: null, problem: errorLine(error) };
  }
}

/** Whether the model's outputs are the orbits of its training points; null where the law asks for no training. */
function memorisationOf({ hypotheses, trainer }: CurveResult): Condition['status'] | null {
  if (trainer === null || hypotheses?.verdict === 'not-applicable') return null;
  if (hypotheses === null) return 'unknown';
  return hypotheses.verdict === 'hold' ? 'holds' : 'fails';
}

/** What a chart draws of it. */
export function plottedCurve({ result, fit }: FittedCurve): PlottedCurve {
  const { label, title, index, points, prediction, generalization, transport } = result;
  const generalizationFit = generalization?.fit ?? null;
  const memorisation = memorisationOf(result);
  return { label, title, index, points, prediction, fit, generalizationFit, transport: transport ?? [], memorisation };
}
