import type { Falsification } from '#contract/results';
import { ExpectedError } from '#core/errors';
import { falsify } from '#core/fitting/falsify';
import type { GapCurve } from '#core/fitting/gap-curve';
import type { Prediction } from '#core/laws/predict';
import type { SpaceGeometry } from '#core/spaces/define-space';

/** Whether a curve contradicts a law; null where the theory gives no constant, noise blurs the space, or the curve is too short to say. */
export function testPrediction(
  curve: GapCurve,
  prediction: Prediction | null,
  law: 'iid' | 'quantisation' | null,
  geometry: SpaceGeometry | null,
): Falsification | null {
  const claim = law === null ? null : (prediction?.laws[law] ?? null);
  if (claim === null || prediction === null || geometry === null || geometry.noise > 0) return null;
  try {
    return falsify(curve, {
      dimension: prediction.dimension,
      constant: claim.constant,
      constantError: claim.standardError,
      boundary: geometry.boundary,
      curved: geometry.curved,
    });
  } catch (error) {
    if (error instanceof ExpectedError) return null;
    throw error;
  }
}
