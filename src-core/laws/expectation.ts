import type { Reals } from '../mathematics/points';
import type { RandomStream } from '../mathematics/random-stream';
import { normalQuantile } from '../mathematics/special-functions';
import type { Parametrisation } from '../spaces/define-space';
import type { Work } from '../work';

/** A mean over the law of the data, with its standard error. */
export interface Estimate {
  readonly value: number;
  readonly standardError: number;
}

export interface ExpectationRequest {
  readonly parametrisation: Parametrisation;
  readonly ambientDimension: number;
  /** Writes the integrands at X(u) to `out`. */
  readonly integrands: (u: Reals, x: Reals, out: Float64Array) => void;
  readonly count: number;
  /** At most so many points. */
  readonly budget: number;
  readonly random: RandomStream;
}

/** Above so many latents, a lattice is no better than independent draws. */
const latticeDimensions = 6;
const shifts = 16;
const firstRound = 64;
const enough = 7e-4;
/** Standard deviation of the normal law from which latents on the whole line are drawn, wider than the data's. */
const wideDeviation = 2;

/**
 * Means over p of several integrands at once. Up to six latents: randomly shifted lattices (Cranley & Patterson 1976) on the box with
 * weights q, as a ratio of sums; beyond, independent draws from q. The number of points doubles until the relative standard errors,
 * taken over the shifts, are below 0.07 % or the budget is spent.
 */
export async function expectation(request: ExpectationRequest, work: Work): Promise<readonly Estimate[]> {
  const { parametrisation, ambientDimension, integrands, count, budget, random } = request;
  const lattice = parametrisation.dimension <= latticeDimensions ? weightedLattice(parametrisation, random) : undefined;
  const u = new Float64Array(parametrisation.dimension);
  const x = new Float64Array(ambientDimension);
  const values = new Float64Array(count);
  const sums = Array.from({ length: shifts }, () => new Float64Array(count));
  const weights = new Float64Array(shifts);
  let done = 0;
  // Few points are allowed where each is slow.
  const stride = budget < 20_000 ? 1 : 16;
  for (let perShift = firstRound; ; perShift *= 2) {
    for (; done < perShift; done++) {
      for (let shift = 0; shift < shifts; shift++) {
        const weight = lattice ? lattice(shift, done, u) : (parametrisation.draw(random, u), 1);
        if (weight === 0) continue;
        parametrisation.embed(u, x);
        integrands(u, x, values);
        weights[shift] = (weights[shift] ?? 0) + weight;
        const sum = sums[shift] ?? values;
        for (let k = 0; k < count; k++) sum[k] = (sum[k] ?? 0) + weight * (values[k] ?? 0);
      }
      if (done % stride === 0) await work.checkpoint({ step: 'constant', current: done * shifts, total: budget });
    }
    const estimates = Array.from({ length: count }, (_, k) =>
      ratioEstimate(
        sums.map((sum) => sum[k] ?? 0),
        weights,
      ),
    );
    const settled = estimates.every(({ value, standardError }) => standardError <= enough * Math.abs(value));
    if (settled || 2 * perShift * shifts > budget) return estimates;
  }
}

/** Σ sums / Σ weights, with the error from the spread over the groups (the ratio estimator's linearised variance). */
function ratioEstimate(sums: readonly number[], weights: Float64Array): Estimate {
  const groups = sums.length;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const value = sums.reduce((sum, part) => sum + part, 0) / total;
  let variance = 0;
  for (let i = 0; i < groups; i++) variance += ((sums[i] ?? 0) - value * (weights[i] ?? 0)) ** 2;
  const standardError = Math.sqrt((variance * groups) / (groups - 1)) / total;
  // Equal values leave nothing but rounding.
  return { value, standardError: standardError < 1e-12 * Math.abs(value) ? 0 : standardError };
}

/** Writes latent `index` of the shifted lattice of Roberts (2018) to u, and returns its weight. */
function weightedLattice(
  parametrisation: Parametrisation,
  random: RandomStream,
): (shift: number, index: number, u: Float64Array) => number {
  const { dimension, latents } = parametrisation;
  let root = 2;
  for (let i = 0; i < 64; i++) root = Math.pow(1 + root, 1 / (dimension + 1));
  const steps = latents.map((_, k) => Math.pow(root, -(k + 1)));
  const starts = Array.from({ length: shifts * dimension }, () => random.uniform());
  return (shift, index, u) => {
    let inverse = 1;
    for (const [k, { from, to }] of latents.entries()) {
      const place = ((starts[shift * dimension + k] ?? 0) + index * (steps[k] ?? 0)) % 1;
      if (Number.isFinite(to - from)) u[k] = from + (to - from) * place;
      else {
        const z = normalQuantile(Math.max(place, 1e-300));
        u[k] = wideDeviation * z;
        inverse *= wideDeviation * Math.sqrt(2 * Math.PI) * Math.exp((z * z) / 2);
      }
    }
    const weight = parametrisation.density(u) * inverse;
    return Number.isFinite(weight) ? weight : 0;
  };
}
