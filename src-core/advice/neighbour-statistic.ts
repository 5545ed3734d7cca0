import { createNearestList } from '../mathematics/nearest-list';
import { sampleVariance } from '../mathematics/statistics';
import type { Breaking } from './breaking';
import type { Labels } from './labels';

/** How many nearest neighbours of each point are looked at. */
const neighboursOfEach = 10;

/** What one pool of two samples of m points has of nearest neighbours of the same sample. */
export interface NeighbourStatistic {
  /** For each of some labels how many of all k nearest neighbours are of the same sample as their point (Schilling, 1986; Henze, 1988). */
  ofEach(labels: readonly Labels[]): Float64Array;
  /**
   * By how much more than chance a neighbour is of its point's sample, as a share of what is left to certainty. As m grows it tends to the divergence
   * ½∫(p − q)²/(p + q) of Henze & Penrose (1999), which is 0 for equal laws and 1 for laws that never meet; it is at most the share of the points that tell
   * whether they were moved, the distance of total variation. Its error is that of random labels on the same points, which is larger than its own where laws differ.
   * @param random - the statistic of random labels
   */
  breaking(random: Float64Array): Breaking;
}

/**
 * @param distances - 2m × 2m
 * @param observed - which points were moved
 * @param k - neighbours of each, at most 2m − 2
 */
export function neighbourStatistic(
  distances: Float32Array,
  observed: Labels,
  k = neighboursOfEach,
): NeighbourStatistic {
  const count = observed.moved.length;
  const nearest = nearestOf(distances, count, k);
  const of = ({ moved }: Labels): number => {
    let sum = 0;
    for (let i = 0; i < count; i++)
      for (let j = i * k; j < (i + 1) * k; j++) sum += moved[i] === moved[nearest[j] as number] ? 1 : 0;
    return sum;
  };
  return {
    ofEach: (labels) => Float64Array.from(labels, of),
    breaking(random) {
      const chance = (count / 2 - 1) / (count - 1);
      const scale = count * k * (1 - chance);
      return {
        value: (of(observed) - count * k * chance) / scale,
        standardError: Math.sqrt(sampleVariance(random)) / scale,
      };
    },
  };
}

/** count × k. */
function nearestOf(distances: Float32Array, count: number, k: number): Int32Array {
  const nearest = new Int32Array(count * k);
  const squared = new Float64Array(k);
  const indices = new Int32Array(k);
  const list = createNearestList(k);
  for (let i = 0; i < count; i++) {
    list.clear();
    let worst = list.worst;
    for (let j = 0; j < count; j++) {
      const distance = distances[i * count + j] as number;
      if (distance < worst && j !== i) {
        list.insert(distance, j);
        worst = list.worst;
      }
    }
    list.write(squared, indices, 0);
    nearest.set(indices, i * k);
  }
  return nearest;
}
