import { nearestNeighbours } from '../gap/nearest-neighbours';
import type { Group } from '../groups/define-group';
import { rowOf, type Points } from '../mathematics/points';
import type { Work } from '../work';

/** Mean of the orbits, and the standard deviation per coordinate about it. */
export function momentsOfOrbits(training: Points, group: Group): { centre: Float64Array; spread: number } {
  const { count, dimension } = training;
  const centre = new Float64Array(dimension);
  const orbitMean = new Float64Array(dimension);
  let square = 0;
  for (let j = 0; j < count; j++) {
    const row = rowOf(training, j);
    group.posteriorMean(row, row, 0, orbitMean);
    for (let d = 0; d < dimension; d++) {
      centre[d] = (centre[d] as number) + (orbitMean[d] as number) / count;
      square += (row[d] as number) ** 2 / count;
    }
  }
  const variance = (square - centre.reduce((sum, value) => sum + value * value, 0)) / dimension;
  // A single training point has no spread of its own; its size, or 1, stands in.
  return { centre, spread: variance > 1e-12 * square ? Math.sqrt(variance) : Math.sqrt(square / dimension) || 1 };
}

/** Mean distance from a training orbit to the nearest other one; 0 for a single orbit. */
export async function meanSpacing(training: Points, group: Group, work: Work): Promise<number> {
  if (training.count < 2) return 0;
  const { squaredDistances } = await nearestNeighbours(
    { queries: training, candidates: training, group, k: 1, excludeSelf: true },
    work,
  );
  return squaredDistances.reduce((sum, value) => sum + Math.sqrt(value), 0) / training.count;
}

/** The closest neighbours are several times closer than the mean, and are to be told apart too. */
const closest = 0.125;

/** How many times finer than the data's extent are the details that a model of them must tell apart; see Weight.draw. */
export function finenessOf({ spread, spacing }: { readonly spread: number; readonly spacing: number }): number {
  return spacing > 0 ? spread / (closest * spacing) : 1;
}
