import { savedData, type SavedData } from '#core/advice/saved-data';
import { sizeForGap } from '#core/advice/size-for-gap';
import { dataFactor } from '#core/fitting/forecast';
import { errorLine } from '../client/errors';
import type { FittedCurve } from './fitted-curve';
import { gapCurveOf } from './refit';

/** What a symmetry saves, or why that cannot be said. */
export type SavedOutcome =
  { readonly saved: SavedData; readonly problem: null } | { readonly saved: null; readonly problem: string | null };

/**
 * By what factor fewer points suffice for a gap with the symmetry than without, read off both curves where they reach it and by their fits beyond. Where nothing was trained
 * the factor is never below 1, as the orbits of points hold the points; trained models may as well do worse.
 */
export function savedBySymmetry(withSymmetry: FittedCurve, without: FittedCurve, gap: number): SavedOutcome {
  const [own, other] = [withSymmetry, without].map(({ result, fit }) => ({ curve: gapCurveOf(result), fit }));
  if (own === undefined || other === undefined || !(gap > 0)) return { saved: null, problem: null };
  try {
    if (withSymmetry.result.trainer === null) return { saved: savedData(other, own, gap), problem: null };
    const [a, b] = [sizeForGap(other.curve, other.fit, gap), sizeForGap(own.curve, own.fit, gap)];
    return { saved: { gap, without: a, withSymmetry: b, factor: dataFactor(a, b) }, problem: null };
  } catch (error) {
    return { saved: null, problem: errorLine(error) };
  }
}
