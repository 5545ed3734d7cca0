import type { Work } from '../work';
import type { Breaking } from './breaking';
import type { Labels } from './labels';
import { sumsWithin } from './sums-within';

/** What one pool of two samples of m points has of energy distance. */
export interface EnergyStatistic {
  /** For each of some labels the sum of the distances from the points that are called unmoved to the others: it rises with the energy distance. */
  ofEach(labels: readonly Labels[], work: Work): Promise<Float64Array>;
  /**
   * By what share points are closer to each other than to moved ones, with its error by delete-one jackknife.
   *
   * With X, X′ data and Y, Y′ moved data, 𝓔 = 2E‖X − Y‖ − E‖X − X′‖ − E‖Y − Y′‖ (Székely & Rizzo, 2004) over E‖X − Y‖. As the action is
   * orthogonal, E‖Y − Y′‖ = E‖X − Y‖, so that this is 1 − E‖X − X′‖/E‖X − Y‖, between 0 (symmetric, and only then) and 1.
   */
  breaking(): Breaking;
}

/**
 * @param distances - 2m × 2m
 * @param observed - which points were moved
 */
export function energyStatistic(distances: Float32Array, { moved }: Labels): EnergyStatistic {
  const count = moved.length;
  const rowSums = new Float64Array(count);
  const toMoved = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let sum = 0;
    let sumOfMoved = 0;
    for (let j = 0; j < count; j++) {
      const distance = distances[i * count + j] as number;
      sum += distance;
      sumOfMoved += distance * (moved[j] as number);
    }
    rowSums[i] = sum;
    toMoved[i] = sumOfMoved;
  }
  return {
    async ofEach(labels, work) {
      const breathe = (rows: number) => work.checkpoint({ step: 'permutations', current: rows, total: count });
      const subsets = labels.map(({ unmoved }) => unmoved);
      const within = await sumsWithin(distances, count, subsets, breathe);
      return within.map((sum, at) => {
        const unmoved = subsets[at] as Int32Array;
        return unmoved.reduce((across, i) => across + (rowSums[i] as number), 0) - 2 * sum;
      });
    },
    breaking: () => jackknife(rowSums, toMoved, moved),
  };
}

/** Sums over pairs within and across the samples; pairs within are counted twice. */
interface PairSums {
  readonly ofUnmoved: number;
  readonly across: number;
  readonly ofMoved: number;
}

function jackknife(rowSums: Float64Array, toMoved: Float64Array, moved: Uint8Array): Breaking {
  const half = moved.length / 2;
  const sums = { ofUnmoved: 0, across: 0, ofMoved: 0 };
  for (let i = 0; i < moved.length; i++) {
    const ofMoved = toMoved[i] as number;
    if (moved[i] === 1) sums.ofMoved += ofMoved;
    else {
      sums.across += ofMoved;
      sums.ofUnmoved += (rowSums[i] as number) - ofMoved;
    }
  }
  const values: [number[], number[]] = [[], []];
  for (let i = 0; i < moved.length; i++) {
    const own = toMoved[i] as number;
    const other = (rowSums[i] as number) - own;
    if (moved[i] === 1)
      values[1].push(share({ ...sums, ofMoved: sums.ofMoved - 2 * own, across: sums.across - other }, half, half - 1));
    else
      values[0].push(
        share({ ...sums, ofUnmoved: sums.ofUnmoved - 2 * other, across: sums.across - own }, half - 1, half),
      );
  }
  const variance = values.reduce((sum, sample) => sum + scatter(sample), 0);
  return { value: share(sums, half, half), standardError: Math.sqrt(variance) };
}

/** 𝓔/E‖X − Y‖, each mean without bias; 0 where all points coincide. */
function share({ ofUnmoved, across, ofMoved }: PairSums, unmoved: number, moved: number): number {
  const between = across / (unmoved * moved);
  if (!(between > 0)) return 0;
  return 2 - (ofUnmoved / (unmoved * (unmoved - 1)) + ofMoved / (moved * (moved - 1))) / between;
}

/** (m − 1)/m Σ of squared deviations. */
function scatter(values: readonly number[]): number {
  const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
  const sum = values.reduce((partial, value) => partial + (value - centre) ** 2, 0);
  return (sum * (values.length - 1)) / values.length;
}
