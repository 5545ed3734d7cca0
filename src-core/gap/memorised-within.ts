import type { Points } from '../mathematics/points';
import { squaredNorms } from '../mathematics/squared-norms';

/** A sample this far from G(𝒟), in mean nearest-neighbour distances within 𝒟, is not a memorised one. */
const share = 0.1;
/** The same in root mean square norms of the training points, where they all lie on one orbit. */
const withoutSpacing = 0.01;
/** Squared distances, relative to the points' squared size, that rounding makes. */
const rounding = 1e-20;

/**
 * The squared distance to a training orbit up to which a sample counts as memorised.
 * @param spacing - mean distance from a training orbit to the nearest other one; where all orbits are one, the size of the data stands in
 */
export function memorisedWithin(training: Points, spacing: number): number {
  const size = squaredNorms(training).reduce((sum, norm) => sum + norm, 0) / training.count;
  return spacing ** 2 > rounding * size ? (share * spacing) ** 2 : withoutSpacing ** 2 * size;
}
