import type { Reals } from '../mathematics/points';
import type { Parametrisation } from '../spaces/define-space';
import type { Work } from '../work';
import { samplerGroups, type LatentSampler } from './latent-sampler';

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
  readonly sampler: LatentSampler;
}

const firstRound = 64;
/** Relative standard errors that are small enough: of lattices, which converge fast, and of independent draws. */
const enough = { lattice: 7e-4, draws: 2e-3 };

/**
 * Means over p of several integrands at once, over weighted latents. The number of points doubles until the relative standard errors,
 * taken over the sampler's groups, are below 0.07 %, or 0.2 % of independent draws, or the budget is spent.
 */
export async function expectation(request: ExpectationRequest, work: Work): Promise<readonly Estimate[]> {
  const { parametrisation, ambientDimension, integrands, count, budget, sampler } = request;
  const u = new Float64Array(parametrisation.dimension);
  const x = new Float64Array(ambientDimension);
  const values = new Float64Array(count);
  const sums = Array.from({ length: samplerGroups }, () => new Float64Array(count));
  const weights = new Float64Array(samplerGroups);
  let done = 0;
  // Few points are allowed where each is slow.
  const stride = budget < 20_000 ? 1 : 16;
  for (let perShift = firstRound; ; perShift *= 2) {
    for (; done < perShift; done++) {
      for (let shift = 0; shift < samplerGroups; shift++) {
        const weight = sampler.draw(shift, done, u);
        weights[shift] = (weights[shift] ?? 0) + (sampler.selfNormalised ? weight : 1);
        if (weight === 0) continue;
        parametrisation.embed(u, x);
        integrands(u, x, values);
        const sum = sums[shift] ?? values;
        for (let k = 0; k < count; k++) sum[k] = (sum[k] ?? 0) + weight * (values[k] ?? 0);
      }
      if (done % stride === 0)
        await work.checkpoint({ step: 'constant', current: done * samplerGroups, total: budget });
    }
    const estimates = Array.from({ length: count }, (_, k) =>
      ratioEstimate(
        sums.map((sum) => sum[k] ?? 0),
        weights,
      ),
    );
    const limit = sampler.selfNormalised ? enough.lattice : enough.draws;
    const settled = estimates.every(({ value, standardError }) => standardError <= limit * Math.abs(value));
    if (settled || 2 * perShift * samplerGroups > budget) return estimates;
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
