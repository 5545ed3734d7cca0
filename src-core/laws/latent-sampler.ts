import { normalQuantile } from '../mathematics/special-functions';
import type { Reals } from '../mathematics/points';
import type { RandomStream } from '../mathematics/random-stream';
import type { Parametrisation } from '../spaces/define-space';
import { gatheredDraws } from './gathered-draws';

/** Latents with weights, in groups that are independent of each other. */
export interface LatentSampler {
  /** Writes the latents of point `index` of a group to u, and returns their weight: q over the density that they are drawn with. */
  readonly draw: (group: number, index: number, u: Float64Array) => number;
  /** Are means better taken over the sum of the weights than over the number of points? */
  readonly selfNormalised: boolean;
}

/** How many independent groups of points there are; the spread over them gives the error. */
export const samplerGroups = 16;
/** Above so many latents, a lattice is no better than independent draws. */
const latticeDimensions = 6;
/** Standard deviation of the normal law from which latents on the whole line are drawn, wider than the data's. */
const wideDeviation = 2;

/**
 * Up to six latents: randomly shifted lattices (Cranley & Patterson 1976) on the box. Beyond: independent draws from q. Draws that gather at
 * singular orbits instead, where the integrand diverges faster than q thins out.
 * @param integrand - that the draws are made for, 0 or more
 * @param singular - latents of singular orbits
 */
export function latentSampler(
  parametrisation: Parametrisation,
  integrand: (u: Reals) => number,
  singular: readonly Float64Array[],
  random: RandomStream,
): LatentSampler {
  const { dimension } = parametrisation;
  const gathered = dimension < 3 ? undefined : gatheredDraws(parametrisation, integrand, singular, random);
  if (gathered !== undefined) return { draw: gathered, selfNormalised: false };
  if (dimension <= latticeDimensions)
    return { draw: weightedLattice(parametrisation, random.derive('lattice')), selfNormalised: true };
  return { draw: (_, __, u) => (parametrisation.draw(random, u), 1), selfNormalised: true };
}

/** Writes the latents at a place of the unit cube to u, and returns q over their density there. */
function boxWeight(parametrisation: Parametrisation, place: Float64Array, u: Float64Array): number {
  let inverse = 1;
  for (const [k, { from, to }] of parametrisation.latents.entries()) {
    if (Number.isFinite(to - from)) {
      u[k] = from + (to - from) * (place[k] as number);
      inverse *= to - from;
    } else {
      const z = normalQuantile(Math.max(place[k] as number, 1e-300));
      u[k] = wideDeviation * z;
      inverse *= wideDeviation * Math.sqrt(2 * Math.PI) * Math.exp((z * z) / 2);
    }
  }
  const weight = parametrisation.density(u) * inverse;
  return Number.isFinite(weight) ? weight : 0;
}

/** The shifted lattice of Roberts (2018). */
function weightedLattice(parametrisation: Parametrisation, random: RandomStream): LatentSampler['draw'] {
  const { dimension, latents } = parametrisation;
  let root = 2;
  for (let i = 0; i < 64; i++) root = Math.pow(1 + root, 1 / (dimension + 1));
  const steps = latents.map((_, k) => Math.pow(root, -(k + 1)));
  const starts = Array.from({ length: samplerGroups * dimension }, () => random.uniform());
  const place = new Float64Array(dimension);
  return (shift, index, u) => {
    for (let k = 0; k < dimension; k++)
      place[k] = ((starts[shift * dimension + k] as number) + index * (steps[k] as number)) % 1;
    return boxWeight(parametrisation, place, u);
  };
}
