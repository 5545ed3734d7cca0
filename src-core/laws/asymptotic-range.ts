import type { Group } from '../groups/define-group';
import type { Reals } from '../mathematics/points';
import type { RandomStream } from '../mathematics/random-stream';
import type { Parametrisation } from '../spaces/define-space';
import type { Work } from '../work';
import { finiteSizeRatios } from './finite-size';
import { samplerGroups, type LatentSampler } from './latent-sampler';

/** From which n on a law's limit describes the gap, so far as the density decides. */
export interface AsymptoticRange {
  /** Is the density the same everywhere? Then nothing delays the limit. */
  readonly uniform: boolean;
  /** The least power of two from which on the expected gap stays within a tenth of the limit; null where it does not by n = 2²⁰. */
  readonly from: number | null;
  /** Expected gap over the limit at the sizes asked for. */
  readonly ratios: readonly number[];
}

export interface AsymptoticRangeRequest {
  readonly parametrisation: Parametrisation;
  readonly group: Group;
  readonly sampler: LatentSampler;
  /** λ, the density of the n points on the quotient. */
  readonly density: (u: Reals, x: Reals) => number;
  /** p λ^{−2/d} over p: what the law's integral is the mean of. */
  readonly integrand: (density: number) => number;
  readonly dimension: number;
  readonly sizes: readonly number[];
  /** How many points the expected gap is a mean over. */
  readonly points: number;
  readonly random: RandomStream;
}

/** How far the gap may be from its limit for the law to count as reached. */
export const asymptoticTolerance = 0.1;
/** Densities that differ by less are equal: those by differences of the embedding have such errors. */
const sameDensity = 1e-3;
const grid = Array.from({ length: 19 }, (_, power) => 2 ** (power + 2));
const candidatesAPoint = 16;

/** The points are candidates from the sampler, taken in proportion to what they contribute to the law's integral. */
export async function asymptoticRange(request: AsymptoticRangeRequest, work: Work): Promise<AsymptoticRange> {
  const { parametrisation, group, sampler, density, integrand, dimension, sizes, points, random } = request;
  const candidates: { readonly u: Float64Array; readonly weight: number }[] = [];
  const x = new Float64Array(group.ambientDimension);
  let [least, most, farthest] = [Infinity, 0, 0];
  for (let i = 0; i < candidatesAPoint * points; i++) {
    if (i % 64 === 0) await work.checkpoint({ step: 'finite sizes', current: i, total: candidatesAPoint * points });
    const u = new Float64Array(parametrisation.dimension);
    const drawn = sampler.draw(i % samplerGroups, Math.floor(i / samplerGroups), u);
    if (drawn === 0) continue;
    parametrisation.embed(u, x);
    const value = density(u, x);
    const weight = drawn * integrand(value);
    if (!(weight > 0 && weight < Infinity)) continue;
    candidates.push({ u, weight });
    [least, most] = [Math.min(least, value), Math.max(most, value)];
    farthest = Math.max(farthest, Math.hypot(...x));
  }
  if (candidates.length === 0 || most <= (1 + sameDensity) * least)
    return { uniform: true, from: 1, ratios: sizes.map(() => 1) };
  const latents = resample(candidates, points, random.uniform());
  const found = await finiteSizeRatios(
    { parametrisation, group, latents, density, dimension, extent: 2 * farthest, sizes: [...grid, ...sizes], random },
    work,
  );
  const late = grid.findLastIndex((_, i) => !isReached(found[i] as number));
  return { uniform: false, from: grid[late + 1] ?? null, ratios: found.slice(grid.length) };
}

/** Is the expected gap within a tenth of its limit? */
export const isReached = (ratio: number): boolean => Math.abs(ratio - 1) <= asymptoticTolerance;

/** Systematic resampling: each candidate about as often as its weight says. */
function resample(
  candidates: readonly { readonly u: Float64Array; readonly weight: number }[],
  count: number,
  offset: number,
): readonly Float64Array[] {
  const total = candidates.reduce((sum, { weight }) => sum + weight, 0);
  const chosen: Float64Array[] = [];
  let gathered = 0;
  for (const { u, weight } of candidates) {
    gathered += (weight / total) * count;
    while (chosen.length + offset < gathered && chosen.length < count) chosen.push(u);
  }
  return chosen;
}
