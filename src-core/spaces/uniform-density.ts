import type { Reals } from '../mathematics/points';

/** The density 1/volume of the uniform law: at points whose residual is below `tolerance`, and 0 off the space. */
export function uniformDensity(volume: number, residual: (x: Reals) => number, tolerance = 1e-5): (x: Reals) => number {
  return (x) => (residual(x) > tolerance ? 0 : 1 / volume);
}
