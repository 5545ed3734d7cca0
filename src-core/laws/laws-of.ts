import { ExpectedError } from '../errors';
import type { Group } from '../groups/define-group';
import type { Points, Reals } from '../mathematics/points';
import type { RandomStream } from '../mathematics/random-stream';
import type { Parametrisation, Space } from '../spaces/define-space';
import type { Work } from '../work';
import { asymptoticRange, type AsymptoticRange } from './asymptotic-range';
import { expectation, type Estimate } from './expectation';
import { iidCoefficient } from './iid-law';
import { latentSampler } from './latent-sampler';
import type { OrbitVolume } from './orbit-volume';
import { quantisationCoefficient } from './quantisation-law';
import { quotientDensity } from './quotient-density';
import type { QuotientGeometry } from './quotient-geometry';

/** A constant C of R_n ~ C n^{−2/d}, with the standard error of its integral. */
export interface LawConstant {
  readonly constant: number;
  readonly standardError: number;
}

/** Both laws; null where there is none. */
export interface Laws {
  readonly iid: LawConstant | null;
  /** With how well the coefficient of Zador's theorem is known, and from where. */
  readonly quantisation: (LawConstant & { readonly status: string; readonly source: string }) | null;
}

/** From which n on each law's limit describes the gap. */
export interface LawRanges {
  readonly iid: AsymptoticRange | null;
  readonly quantisation: AsymptoticRange | null;
}

export interface LawsRequest {
  readonly space: Space;
  readonly parametrisation: Parametrisation;
  readonly group: Group;
  readonly quotient: QuotientGeometry;
  readonly volume: OrbitVolume;
  /** Some points of Ω. */
  readonly probe: Points;
  /** Latents of singular orbits. */
  readonly singular: readonly Float64Array[];
  /** Is the i.i.d. law's integral finite? */
  readonly integrable: boolean;
  readonly sizes: readonly number[];
  readonly random: RandomStream;
}

/** Floating-point operations that the integral may cost, roughly. */
const effort = 1e9;
/** Points whose surroundings are looked at, with some hundreds of densities each. */
const fewestSurroundings = 8;
const mostSurroundings = 160;

/** Both laws' constants, and from which n on they hold. */
export async function lawsOf(request: LawsRequest, work: Work): Promise<{ laws: Laws; ranges: LawRanges }> {
  const { space, parametrisation, group, quotient, volume, probe, singular, integrable, sizes, random } = request;
  const d = quotient.dimension;
  const density = quotientDensity(space, parametrisation, group, volume, probe, random.derive('orbit means'));
  const { ambientDimension } = space;
  const moved = group.orbitVolume === undefined ? group.dimension : 0;
  const cost = ambientDimension * (4 * (1 + quotient.spaceDimension + moved) + 8 * density.averages);
  const budget = Math.max(2048, Math.min(524288, effort / (16 * cost)));
  const x = new Float64Array(ambientDimension);
  const power = integrable ? -2 / d : -2 / (d + 2);
  const integrand = (u: Reals): number => {
    parametrisation.embed(u, x);
    return Math.pow(density.at(u, x), power);
  };
  const sampler = latentSampler(parametrisation, integrand, singular, random.derive('integral'));
  const moments = await expectation(
    {
      parametrisation,
      ambientDimension,
      count: 2,
      budget,
      sampler,
      integrands(u, at, out) {
        const value = density.at(u, at);
        out[0] = integrable ? Math.pow(value, -2 / d) : 0;
        out[1] = Math.pow(value, -2 / (d + 2));
      },
    },
    work,
  );
  const laws = lawsFrom(moments, d, integrable, volume.relativeError);
  const points = Math.round(Math.max(fewestSurroundings, Math.min(mostSurroundings, budget / 1000)));
  const common = { parametrisation, group, sampler, dimension: d, sizes, points };
  // Zador's points have a density ∝ p^{d/(d+2)}, of integral E p^{−2/(d+2)}.
  const total = moments[1]?.value ?? 1;
  return {
    laws,
    ranges: {
      iid: integrable
        ? await asymptoticRange(
            {
              ...common,
              density: density.at,
              integrand: (value) => Math.pow(value, -2 / d),
              random: random.derive('finite sizes, iid'),
            },
            work,
          )
        : null,
      quantisation: await asymptoticRange(
        {
          ...common,
          density: (u, at) => Math.pow(density.at(u, at), d / (d + 2)) / total,
          integrand: (value) => Math.pow(value, -2 / d),
          random: random.derive('finite sizes, quantisation'),
        },
        work,
      ),
    },
  };
}

/** An error common to all orbit volumes enters both constants to the power 2/d. */
function lawsFrom(moments: readonly Estimate[], d: number, integrable: boolean, volumeError: number): Laws {
  const [first, second] = moments;
  if (first === undefined || second === undefined) throw new Error('There are two laws.');
  const within = ({ value }: Estimate): boolean => value > 0 && Number.isFinite(value);
  if (!within(second) || (integrable && !within(first)))
    throw new ExpectedError('not-finite', 'The density of the task is beyond the range of double precision.');
  const common = (2 / d) * volumeError;
  const coefficient = quantisationCoefficient(d);
  const iid = iidCoefficient(d) * first.value;
  const quantisation = coefficient.value * Math.pow(second.value, (d + 2) / d);
  const relative = (estimate: Estimate, power: number): number =>
    Math.hypot((power * estimate.standardError) / estimate.value, common);
  return {
    iid: integrable ? { constant: iid, standardError: iid * relative(first, 1) } : null,
    quantisation: {
      constant: quantisation,
      standardError: quantisation * relative(second, (d + 2) / d),
      status: coefficient.status,
      source: coefficient.source,
    },
  };
}
