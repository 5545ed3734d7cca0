import type { Falsification } from '#contract/results';
import { ExpectedError } from '#core/errors';
import { falsify, type Claim } from '#core/fitting/falsify';
import type { GapCurve } from '#core/fitting/gap-curve';
import type { Condition } from '#core/laws/conditions';
import type { Prediction } from '#core/laws/predict';
import { localOptimumSlack, quantisationRange } from '#core/laws/quantisation-law';

/**
 * Whether a curve contradicts a law; null where the theory gives no constant, noise blurs the space, or the curve is too short to say. What is not known to
 * hold is allowed for: the quotient's boundary, which a space without one may have, and curvature.
 */
export function testPrediction(
  curve: GapCurve,
  prediction: Prediction | null,
  law: 'iid' | 'quantisation' | null,
): Falsification | null {
  const claim = law === null ? null : (prediction?.laws[law] ?? null);
  if (claim === null || prediction === null || law === null) return null;
  const holds = (id: Condition['id']): boolean =>
    prediction.conditions.some((condition) => condition.id === id && condition.status === 'holds');
  if (!holds('noise')) return null;
  try {
    return falsify(curve, {
      dimension: prediction.dimension,
      constant: claim.constant,
      constantError: claim.standardError,
      boundary: !holds('boundary'),
      curved: !holds('curvature'),
      ratios: curve.sizes.map((n) => prediction.gaps.find((gap) => gap.n === n)?.ratios?.[law] ?? 1),
      ...(law === 'quantisation' ? { slack: slackOf(prediction.dimension) } : {}),
    });
  } catch (error) {
    if (error instanceof ExpectedError) return null;
    throw error;
  }
}

/** Training ends in local optima, and from three dimensions on the coefficient is known between bounds only. */
function slackOf(dimension: number): NonNullable<Claim['slack']> {
  const { below, above } = quantisationRange(dimension);
  return { below, above: (1 + above) * (1 + localOptimumSlack) - 1 };
}
