import type { Group } from '../groups/define-group';
import { rowOf, rowsOf, zeroPoints, type Points, type Reals } from '../mathematics/points';
import { squaredNorms } from '../mathematics/squared-norms';

/** The law of the clean point given a noisy one, where the clean points are the orbits of a training set, each as likely as any other. */
export interface Posterior {
  /**
   * E[z | y] for y = z + σ·noise, of each row of y.
   * @param means - receives one row a row of y
   * @param owners - receives the index of the most likely orbit
   * @param doubts - receives one minus the probability of that orbit
   */
  means(y: Points, sigma: number, means: Float64Array, owners: Int32Array, doubts: Float64Array): void;
}

/** Differences of log weights that no longer matter in float64. */
const negligible = 30;

/**
 * The posterior of the G-closed empirical law. The orbit of z_j has the log weight log ∫ exp(−‖y − g z_j‖²/(2σ²)) dg; the orbits' own posterior means
 * are averaged with these weights (log-sum-exp). An orbit whose largest possible weight, at the aligned element, is negligible is left out
 * before its integral is taken.
 */
export function createPosterior(training: Points, group: Group): Posterior {
  return group.order === 1 ? plainPosterior(training) : orbitPosterior(training, group);
}

function plainPosterior(training: Points): Posterior {
  const { count: n, dimension } = training;
  const values = Float64Array.from(training.values);
  const distances = new Float64Array(n);
  return {
    means(y, sigma, means, owners, doubts) {
      const factor = 1 / (2 * sigma * sigma);
      for (let i = 0; i < y.count; i++) {
        const start = i * dimension;
        let least = Infinity;
        let owner = 0;
        for (let j = 0, at = 0; j < n; j++) {
          let sum = 0;
          for (let d = 0; d < dimension; d++, at++) {
            const difference = (y.values[start + d] as number) - (values[at] as number);
            sum += difference * difference;
          }
          distances[j] = sum;
          if (sum < least) {
            least = sum;
            owner = j;
          }
        }
        const limit = least + negligible / factor;
        let total = 0;
        means.fill(0, start, start + dimension);
        for (let j = 0; j < n; j++) {
          const distance = distances[j] as number;
          if (distance > limit) continue;
          const weight = Math.exp((least - distance) * factor);
          total += weight;
          for (let d = 0; d < dimension; d++)
            means[start + d] = (means[start + d] as number) + weight * (values[j * dimension + d] as number);
        }
        for (let d = 0; d < dimension; d++) means[start + d] = (means[start + d] as number) / total;
        owners[i] = owner;
        doubts[i] = (total - 1) / total;
      }
    },
  };
}

/** Rows of y that are aligned at a time. */
const blockRows = 64;
/** Share of the orbits that must matter for taking all their means at once to be worth it. */
const worthAll = 0.2;

function orbitPosterior(training: Points, group: Group): Posterior {
  const { count: n, dimension } = training;
  const halfNorms = squaredNorms(training).map((norm) => norm / 2);
  const aligned = new Float64Array(blockRows * n);
  const logs = new Float64Array(n);
  const orbitMeans = new Float64Array(n * dimension);
  const chosen = new Int32Array(n);

  /** The mean for one row, to `out`; returns the most likely orbit and one minus its probability. */
  const meanOfRow = (row: Reals, bounds: Float64Array, kappa: number, out: Float64Array): readonly [number, number] => {
    let first = 0;
    let highest = -Infinity;
    for (let j = 0; j < n; j++) {
      const upper = (bounds[j] as number) - (halfNorms[j] as number);
      bounds[j] = upper;
      if (upper > highest) {
        highest = upper;
        first = j;
      }
    }
    const one = (j: number): number => {
      const mean = orbitMeans.subarray(j * dimension, (j + 1) * dimension);
      logs[j] = group.posteriorMean(row, rowOf(training, j), kappa, mean) - kappa * (halfNorms[j] as number);
      return logs[j];
    };
    // An orbit's log weight is at most κ times its bound, so the likeliest by its bound shows of most others that they do not matter.
    const limit = (one(first) - negligible) / kappa;
    let matter = 0;
    for (let j = 0; j < n; j++) if ((bounds[j] as number) >= limit) chosen[matter++] = j;
    if (group.posteriorMeans !== undefined && matter > worthAll * n) {
      group.posteriorMeans({ y: row, z: training, kappa, means: orbitMeans, logs });
      for (let j = 0; j < n; j++) logs[j] = (logs[j] as number) - kappa * (halfNorms[j] as number);
    } else for (let c = 0; c < matter; c++) if (chosen[c] !== first) one(chosen[c] as number);
    let owner = first;
    for (let c = 0; c < matter; c++)
      if ((logs[chosen[c] as number] as number) > (logs[owner] as number)) owner = chosen[c] as number;
    const top = logs[owner] as number;
    let total = 0;
    out.fill(0);
    for (let c = 0; c < matter; c++) {
      const j = chosen[c] as number;
      const weight = Math.exp((logs[j] as number) - top);
      total += weight;
      for (let d = 0, at = j * dimension; d < dimension; d++, at++)
        out[d] = (out[d] as number) + weight * (orbitMeans[at] as number);
    }
    for (let d = 0; d < dimension; d++) out[d] = (out[d] as number) / total;
    return [owner, (total - 1) / total];
  };

  return {
    means(y, sigma, means, owners, doubts) {
      const kappa = 1 / (sigma * sigma);
      for (let from = 0; from < y.count; from += blockRows) {
        const to = Math.min(y.count, from + blockRows);
        group.align(rowsOf(y, from, to), training, aligned.subarray(0, (to - from) * n));
        for (let i = from; i < to; i++) {
          const bounds = aligned.subarray((i - from) * n, (i - from + 1) * n);
          const out = means.subarray(i * dimension, (i + 1) * dimension);
          const [owner, doubt] = meanOfRow(rowOf(y, i), bounds, kappa, out);
          owners[i] = owner;
          doubts[i] = doubt;
        }
      }
    },
  };
}

/** The score ∇ log p_σ(y) = (E[z | y] − y)/σ² (Tweedie's formula; Robbins, 1956). */
export function scoreOf(posterior: Posterior, y: Points, sigma: number): Points {
  const score = zeroPoints(y.count, y.dimension);
  posterior.means(y, sigma, score.values, new Int32Array(y.count), new Float64Array(y.count));
  for (let at = 0; at < score.values.length; at++)
    score.values[at] = ((score.values[at] as number) - (y.values[at] as number)) / (sigma * sigma);
  return score;
}
