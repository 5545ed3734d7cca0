import { iidCoefficient } from './iid-law';
import { logUnitBallVolume } from './unit-ball-volume';

/** J_d of Zador's theorem, and how well it is known. */
export interface QuantisationCoefficient {
  /** Total squared error (not per dimension) of the best quantiser of the uniform law on a unit volume, times n^{2/d}. */
  readonly value: number;
  readonly status: 'exact' | 'best known' | 'asymptotic';
  readonly source: string;
}

/** Normalised second moments G = J/d of the best lattices known. */
const lattices: Readonly<
  Record<number, { readonly moment: number; readonly lattice: string; readonly source: string }>
> = {
  3: { moment: 19 / (192 * Math.cbrt(2)), lattice: 'A3*', source: 'Barnes & Sloane 1983' },
  4: { moment: 0.076603, lattice: 'D4', source: 'Conway & Sloane 1999' },
  5: { moment: 0.075625, lattice: 'D5*', source: 'Conway & Sloane 1999' },
  6: { moment: 0.074244, lattice: 'E6*', source: 'Conway & Sloane 1999' },
  7: { moment: 0.073116, lattice: 'E7*', source: 'Conway & Sloane 1999' },
  8: { moment: 929 / 12960, lattice: 'E8', source: 'Conway & Sloane 1999' },
  9: { moment: 0.071623, lattice: 'AE9', source: 'Allen & Agrell 2021' },
  10: { moment: 0.070814, lattice: 'D10+', source: 'Agrell & Eriksson 1998' },
  12: { moment: 0.070034, lattice: 'glued D6 × D6', source: 'Agrell, Pook-Kolb & Allen 2024' },
  16: { moment: 0.068298, lattice: 'Barnes–Wall', source: 'Conway & Sloane 1999' },
  24: { moment: 0.065771, lattice: 'Leech', source: 'Conway & Sloane 1999' },
};

/**
 * J_d: exact for d = 1 and 2 (Fejes Tóth 1959), the best lattice known where one is published, and otherwise Zador's sphere bound
 * d/(d + 2) ω_d^{−2/d}, which lies below J_d by a few per cent and shares its limit d/2πe.
 */
export function quantisationCoefficient(dimension: number): QuantisationCoefficient {
  if (dimension === 1) return { value: 1 / 12, status: 'exact', source: 'equal intervals' };
  if (dimension === 2)
    return { value: 5 / (18 * Math.sqrt(3)), status: 'exact', source: 'regular hexagons (Fejes Tóth 1959)' };
  const known = lattices[dimension];
  if (known !== undefined)
    return {
      value: dimension * known.moment,
      status: 'best known',
      source: `the lattice ${known.lattice} (${known.source})`,
    };
  return {
    value: sphereBound(dimension),
    status: 'asymptotic',
    source: 'the sphere bound (Zador 1982)',
  };
}

/**
 * How far J_d may lie below and above the value given, as shares of it: not at all where it is exact; down to the sphere bound where it is a lattice's; up to
 * half the way to independent points (Zador's upper bound) where it is the sphere bound.
 */
export function quantisationRange(dimension: number): { readonly below: number; readonly above: number } {
  const { value, status } = quantisationCoefficient(dimension);
  if (status === 'exact') return { below: 0, above: 0 };
  if (status === 'best known') return { below: 1 - sphereBound(dimension) / value, above: 0 };
  return { below: 0, above: (iidCoefficient(dimension) / value - 1) / 2 };
}

/**
 * How far above the optimum training ends, at most, as a share of it: the algorithms find a local optimum. Lloyd's with its own settings stays 1 to 5 % above on
 * circles, tori, spheres, cubes and normal laws.
 */
export const localOptimumSlack = 0.06;

/** Zador's lower bound of J_d: balls instead of cells. */
function sphereBound(dimension: number): number {
  return (dimension / (dimension + 2)) * Math.exp((-2 / dimension) * logUnitBallVolume(dimension));
}
