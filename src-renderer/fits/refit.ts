import { fitCurve } from '#core/fitting/fit-curve';
import type { GapCurve } from '#core/fitting/gap-curve';
import type { CurvePoint, FitResult, ModelId, Prediction } from '#contract/results';

/** A measured curve as the engine answers it. */
export interface MeasuredCurve {
  readonly points: readonly CurvePoint[];
  /** points × points row by row; may be empty, then points count as independent. */
  readonly covariance: readonly number[];
}

/** What the user chose for a fit. */
export interface FitChoice {
  readonly model: ModelId;
  readonly window: readonly [number, number] | 'auto';
}

const curves = new WeakMap<MeasuredCurve, GapCurve>();

/** The curve in the form that fits take; one and the same for the same curve, so that what fits know of it is found once. */
export function gapCurveOf(measured: MeasuredCurve): GapCurve {
  const known = curves.get(measured);
  if (known !== undefined) return known;
  const curve = made(measured);
  curves.set(measured, curve);
  return curve;
}

function made({ points, covariance }: MeasuredCurve): GapCurve {
  const replicates = points.map((point) => point.replicates);
  const known = replicates.filter((count) => count !== undefined);
  return {
    sizes: points.map((point) => point.n),
    gaps: points.map((point) => point.gap),
    covariance:
      covariance.length === points.length ** 2
        ? covariance
        : points.flatMap((point, i) => points.map((_, j) => (i === j ? point.standardError ** 2 : 0))),
    ...(known.length === points.length ? { replicates: known } : {}),
  };
}

/** What may be left out of a fit to save time; see FitOptions. */
export interface RefitEffort {
  readonly compare?: boolean;
  readonly quick?: boolean;
}

/** Fits in the window, fast enough for every step of a drag; throws ExpectedError where there is no fit. */
export function refit(
  curve: MeasuredCurve,
  choice: FitChoice,
  prediction: Prediction | null,
  effort: RefitEffort = {},
): FitResult {
  const constant = prediction?.laws.iid?.constant;
  return fitCurve(gapCurveOf(curve), {
    ...effort,
    model: choice.model,
    window: choice.window,
    ...(constant === undefined ? {} : { constant }),
  });
}
