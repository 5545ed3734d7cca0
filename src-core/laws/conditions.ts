import type { SpaceGeometry } from '../spaces/define-space';
import { asymptoticTolerance } from './asymptotic-range';
import type { LawRanges } from './laws-of';
import type { OrbitVolume } from './orbit-volume';
import type { QuotientGeometry } from './quotient-geometry';
import { vanishingOrbit } from './singular-orbits';

/** One condition of the theory beside a prediction. */
export interface Condition {
  readonly id:
    | 'integrable'
    | 'free-action'
    | 'invariant-space'
    | 'boundary'
    | 'curvature'
    | 'noise'
    | 'memorisation'
    | 'asymptotic';
  readonly status: 'holds' | 'fails' | 'unknown';
  readonly detail: string;
}

/** What the conditions are judged by. */
export interface Circumstances {
  readonly space: SpaceGeometry;
  readonly ambientDimension: number;
  readonly quotient: QuotientGeometry;
  readonly groupDimension: number;
  readonly trivialGroup: boolean;
  /** Of generic points; absent where there is no law on the quotient. */
  readonly stabiliser: Pick<OrbitVolume, 'stabiliser' | 'uniform'> | undefined;
  /** Does G reflect Ω, so that the quotient ends at mirrors? Undefined where that is not known. */
  readonly mirrors: boolean | undefined;
  /** Smallest orbit volume relative to the largest, where it matters (a quotient of one dimension); 1 otherwise. */
  readonly smallestOrbit: number;
}

/** All conditions of the laws but that on n, in a fixed order. */
export function conditionsOf(circumstances: Circumstances): readonly Condition[] {
  return [
    integrable(circumstances),
    freeAction(circumstances),
    invariantSpace(circumstances),
    boundary(circumstances),
    curvature(circumstances),
    noise(circumstances),
    {
      id: 'memorisation',
      status: 'unknown',
      detail: 'Whether a model’s outputs are the orbits of its training points is measured with every trained run.',
    },
  ];
}

/**
 * ∫ p^{1−2/d} over the quotient. For d ≥ 2 Hölder's inequality bounds it by vol^{2/d}, so that it can diverge only where the volume
 * is infinite. For d = 1 it is ∫ 1/p, which diverges where orbits shrink to a smaller dimension: there p vanishes linearly or faster.
 */
function integrable({ space, quotient, smallestOrbit }: Circumstances): Condition {
  const id = 'integrable';
  const { dimension: d } = quotient;
  if (d === 0)
    return {
      id,
      status: 'fails',
      detail:
        'The group moves any point of the space to any other: the quotient is a single point, the gap is 0 at every n, and there is no power law.',
    };
  if (!space.compact && d <= 2)
    return {
      id,
      status: 'fails',
      detail: `The integral of p^(1−2/d) diverges: the space is unbounded and d = ${String(d)}. The gap falls more slowly than n^(−${d === 1 ? '2' : '1'}).`,
    };
  if (d === 1 && smallestOrbit < vanishingOrbit)
    return {
      id,
      status: 'fails',
      detail:
        'The integral of 1/p over the one-dimensional quotient diverges: some orbits shrink to a smaller dimension, and the density of the quotient vanishes there.',
    };
  return {
    id,
    status: 'holds',
    detail: space.compact
      ? 'The integral of p^(1−2/d) over the quotient is finite.'
      : 'The space is unbounded, but the tails are light enough: the integral of p^(1−2/d) is finite.',
  };
}

function freeAction({ quotient, groupDimension, trivialGroup, stabiliser }: Circumstances): Condition {
  const id = 'free-action';
  if (trivialGroup) return { id, status: 'holds', detail: 'There is no symmetry.' };
  if (stabiliser === undefined)
    return { id, status: 'unknown', detail: 'Not examined, since there is no law on this quotient.' };
  if (quotient.regularShare < 1 || !stabiliser.uniform)
    return {
      id,
      status: 'fails',
      detail: 'Points in a part of the space that is not negligible have smaller orbits than the others.',
    };
  if (quotient.orbitDimension < groupDimension)
    return {
      id,
      status: 'holds',
      detail: `Every point is fixed by a subgroup of dimension ${String(groupDimension - quotient.orbitDimension)}; all orbits have the same dimension almost everywhere, and the constant takes this into account.`,
    };
  if (stabiliser.stabiliser > 1)
    return {
      id,
      status: 'holds',
      detail: `Every point is fixed by ${String(stabiliser.stabiliser)} elements of the group, which the constant takes into account.`,
    };
  return { id, status: 'holds', detail: 'Only the identity fixes a point, almost everywhere.' };
}

function invariantSpace({ quotient, trivialGroup }: Circumstances): Condition {
  const id = 'invariant-space';
  if (trivialGroup) return { id, status: 'holds', detail: 'There is no symmetry.' };
  if (!quotient.invariant)
    return {
      id,
      status: 'fails',
      detail:
        'The group moves points off the space, so the data do not have this symmetry and the laws on the quotient do not apply.',
    };
  if (quotient.drift > 1e-5)
    return {
      id,
      status: 'holds',
      detail: `The group maps the space to itself up to ${(100 * quotient.drift).toPrecision(1)} % of the size of what it moves.`,
    };
  return { id, status: 'holds', detail: 'The group maps the space to itself.' };
}

/** Nearest neighbours are missing on the far side of a boundary, and of a mirror, behind which every orbit is seen again. */
function boundary({ space, quotient, mirrors }: Circumstances): Condition {
  const id = 'boundary';
  const effect = `for small n the gap lies above the law, by a relative amount of order ${powerOfN(1, quotient.dimension)}.`;
  if (space.boundary) return { id, status: 'fails', detail: `The space has a boundary: ${effect}` };
  if (mirrors === undefined)
    return {
      id,
      status: 'unknown',
      detail: 'The space has no boundary; whether the group reflects it at mirrors was not examined.',
    };
  return mirrors
    ? { id, status: 'fails', detail: `The group has mirrors in the space, at which the quotient ends: ${effect}` }
    : {
        id,
        status: 'holds',
        detail:
          quotient.orbitDimension === 0
            ? 'Neither the space nor the quotient has a boundary.'
            : 'No boundary of first order: the space has none, and the group no mirrors. Where orbits shrink, the quotient may end, but its density vanishes there.',
      };
}

function curvature({ space, quotient }: Circumstances): Condition {
  const id = 'curvature';
  if (!space.curved && quotient.orbitDimension > 0 && quotient.dimension > 1)
    return { id, status: 'unknown', detail: 'The space is flat; whether its quotient is was not examined.' };
  return space.curved
    ? {
        id,
        status: 'fails',
        detail: `The space is curved: for small n the gap differs from the law by a relative amount of order ${powerOfN(2, quotient.dimension)}.`,
      }
    : { id, status: 'holds', detail: 'The space is flat.' };
}

function noise({ space, ambientDimension, quotient }: Circumstances): Condition {
  const id = 'noise';
  if (space.noise === 0) return { id, status: 'holds', detail: 'The points lie on the space without noise.' };
  const floor = 2 * (ambientDimension - quotient.spaceDimension) * space.noise ** 2;
  return {
    id,
    status: 'fails',
    detail:
      floor > 0
        ? `Noise of standard deviation ${String(space.noise)} per coordinate: the law holds down to a floor of at most ${floor.toPrecision(2)}, below which the noise's own dimension shows.`
        : `Noise of standard deviation ${String(space.noise)} per coordinate blurs the density, most near the boundary.`,
  };
}

/** The size at which the limit should be reached where no sizes are asked about. */
const ordinarySize = 64;

/** Is n large enough for the limit, so far as the density decides? Boundary and curvature are conditions of their own. */
export function asymptotic({ iid, quantisation }: LawRanges, sizes: readonly number[]): Condition {
  const id = 'asymptotic';
  const range = iid ?? quantisation;
  if (range === null) return { id, status: 'unknown', detail: 'Not examined, since there is no law on this quotient.' };
  if (range.uniform)
    return {
      id,
      status: 'holds',
      detail: 'The density is the same everywhere, so that its variation does not delay the limit.',
    };
  const least = sizes.length === 0 ? ordinarySize : Math.min(...sizes);
  const share = `${String(100 * asymptoticTolerance)} %`;
  const ofOptimal =
    iid !== null && quantisation !== null && quantisation.from !== iid.from
      ? ` The quantisation law is reached ${quantisation.from === null ? 'as late' : `from n ≈ ${String(quantisation.from)}`}.`
      : '';
  if (range.from !== null && range.from <= least)
    return {
      id,
      status: 'holds',
      detail: `The variation of the density makes the gap differ from the law by less than ${share} from n ≈ ${String(range.from)}.${ofOptimal}`,
    };
  const ratio = range.ratios[sizes.indexOf(least)];
  const there =
    ratio === undefined ? '' : ` At n = ${String(least)} the gap is expected at ${ratio.toPrecision(2)} of it.`;
  return {
    id,
    status: 'fails',
    detail: `The law’s limit is reached to ${share} only ${range.from === null ? 'beyond n ≈ 10^6' : `from n ≈ ${String(range.from)}`}: the constant comes from parts of low density, where the nearest points are not near.${there}${ofOptimal}`,
  };
}

function powerOfN(numerator: number, dimension: number): string {
  return dimension === 0
    ? 'n^0'
    : dimension === numerator
      ? '1/n'
      : numerator % dimension === 0
        ? `n^(−${String(numerator / dimension)})`
        : `n^(−${String(numerator)}/${String(dimension)})`;
}
