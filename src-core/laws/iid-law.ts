import { gamma } from '../mathematics/special-functions';
import { logUnitBallVolume } from './unit-ball-volume';

/**
 * The factor of ∫ p^{1−2/d} in the law of independent points: Γ(1 + 2/d) ω_d^{−2/d}, the mean squared distance to the nearest
 * point of a Poisson process of unit intensity in R^d (Biau & Devroye, "Lectures on the nearest neighbor method", 2015, ch. 2).
 */
export function iidCoefficient(dimension: number): number {
  return gamma(1 + 2 / dimension) * Math.exp((-2 / dimension) * logUnitBallVolume(dimension));
}
