import { logGamma } from '../mathematics/special-functions';

/** log ω_d, which stays finite in dimensions where ω_d itself vanishes. */
export function logUnitBallVolume(dimension: number): number {
  return (dimension / 2) * Math.log(Math.PI) - logGamma(dimension / 2 + 1);
}

/** ω_d = π^{d/2} / Γ(d/2 + 1), the volume of the unit ball of R^d. */
export function unitBallVolume(dimension: number): number {
  return Math.exp(logUnitBallVolume(dimension));
}

/** The k-dimensional volume of the unit sphere S^k: (k + 1) ω_{k+1}. */
export function unitSphereArea(dimension: number): number {
  return (dimension + 1) * unitBallVolume(dimension + 1);
}
