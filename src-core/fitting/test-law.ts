import { ExpectedError } from '../errors';
import { localOptimumSlack, quantisationRange } from '../laws/quantisation-law';
import { falsify, type Claim, type Falsification } from './falsify';
import type { GapCurve } from './gap-curve';

/** The laws that the theory may have a constant for. */
export type LawName = 'iid' | 'quantisation';

/** What is needed of a prediction to test it. */
export interface TestedPrediction {
  readonly dimension: number;
  readonly laws: Readonly<Record<LawName, { readonly constant: number; readonly standardError: number } | null>>;
  readonly conditions: readonly { readonly id: string; readonly status: string }[];
  readonly gaps: readonly {
    readonly n: number;
    readonly ratios?: Readonly<Record<LawName, number | null>> | undefined;
  }[];
}

/** The outcome, and which law it is of. */
export interface TestedLaw extends Falsification {
  law: LawName;
}

/**
 * Whether a curve contradicts a law; null where the theory gives no constant, noise blurs the space, or the curve is too short to say. What is not known to
 * hold is allowed for: the quotient's boundary, which a space without one may have, and curvature.
 */
export function testLaw(curve: GapCurve, prediction: TestedPrediction | null, law: LawName | null): TestedLaw | null {
  const claim = law === null ? null : (prediction?.laws[law] ?? null);
  if (claim === null || prediction === null || law === null) return null;
  const holds = (id: string): boolean =>
    prediction.conditions.some((condition) => condition.id === id && condition.status === 'holds');
  if (!holds('noise')) return null;
  try {
    const test = falsify(curve, {
      dimension: prediction.dimension,
      constant: claim.constant,
      constantError: claim.standardError,
      boundary: !holds('boundary'),
      curved: !holds('curvature'),
      ratios: curve.sizes.map((n) => prediction.gaps.find((gap) => gap.n === n)?.ratios?.[law] ?? 1),
      ...(law === 'quantisation' ? { slack: slackOf(prediction.dimension) } : {}),
    });
    return { ...test, law };
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
