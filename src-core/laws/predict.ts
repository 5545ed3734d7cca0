import { ExpectedError } from '../errors';
import type { Group } from '../groups/define-group';
import { randomStream } from '../mathematics/random-stream';
import type { Space } from '../spaces/define-space';
import { unwatchedWork, type Work } from '../work';
import { asymptotic, type Condition, conditionsOf } from './conditions';
import { lawsOf, type Laws, type LawRanges } from './laws-of';
import { hasMirrors } from './mirrors';
import { orbitVolume } from './orbit-volume';
import { probeSpace, quotientGeometry, sizeOf } from './quotient-geometry';
import { singularOrbits, smallestOrbit } from './singular-orbits';

/** What a task or a group is called. */
export interface Name {
  /** As the user wrote it, in canonical form. */
  readonly reference: string;
  readonly id: string;
  readonly label: string;
}

/** A task and a group, with their names. */
export interface PredictionRequest {
  readonly space: Space;
  readonly group: Group;
  readonly task: Name;
  readonly groupName: Name;
}

/** What the theory says of a task under a group. */
export interface Prediction {
  readonly task: Name & { readonly ambientDimension: number };
  readonly group: Name & {
    readonly orbitDimension: number;
    /** null when infinite. */
    readonly order: number | null;
    readonly exact: boolean;
  };
  readonly spaceDimension: number;
  readonly orbitDimension: number;
  readonly dimension: number;
  readonly laws: Laws;
  readonly conditions: Condition[];
  readonly gaps: {
    readonly n: number;
    readonly iid: number | null;
    readonly quantisation: number | null;
    /** Expected gap at n over each law's, so far as the variation of the density decides (see finiteSizeRatios); absent where there is no law. */
    readonly ratios?: { readonly iid: number | null; readonly quantisation: number | null };
  }[];
}

const probes = 64;

/**
 * The dimension of the quotient, both laws' constants with their standard errors, the conditions, and the gaps at the sizes asked for.
 *
 * With p_Q the density on the quotient, the integral over the quotient is a mean over the data: ∫ p_Q^{1−2/d} = E p_Q^{−2/d}, and
 * (∫ p_Q^{d/(d+2)})^{(d+2)/d} = (E p_Q^{−2/(d+2)})^{(d+2)/d}. It is the same at every call: the random numbers have a fixed key.
 *
 * @throws ExpectedError('unavailable') for a data set, whose law is not known; ExpectedError('not-finite') where the density is
 * beyond the range of numbers, as in very high dimension
 */
export async function predict(
  request: PredictionRequest,
  sizes: readonly number[],
  work: Work = unwatchedWork,
): Promise<Prediction> {
  const { space, group, task, groupName } = request;
  const { parametrisation } = space;
  if (parametrisation === undefined)
    throw new ExpectedError(
      'unavailable',
      `The task '${task.reference}' has no known law, so that no constant can be predicted.`,
    );
  const random = randomStream(['prediction', task.reference, groupName.reference]);
  const probe = probeSpace(parametrisation, space.ambientDimension, probes, random.derive('probe'));
  const quotient = await quotientGeometry(space, parametrisation, group, probe, random.derive('geometry'), work);
  const { dimension, orbitDimension, spaceDimension } = quotient;
  const applies = quotient.invariant && dimension > 0;
  const volume = applies
    ? await orbitVolume(group, probe.points, orbitDimension, random.derive('orbits'), work)
    : undefined;
  const moved = { parametrisation, group, latents: probe.latents, orbitDimension };
  const shrinks = orbitDimension > 0 && dimension > 0;
  const conditions = conditionsOf({
    space: space.geometry,
    ambientDimension: space.ambientDimension,
    quotient,
    groupDimension: group.dimension,
    trivialGroup: group.order === 1,
    stabiliser: volume,
    mirrors:
      applies && !space.geometry.boundary
        ? await hasMirrors(parametrisation, group, sizeOf(probe.points), random.derive('mirrors'), work)
        : false,
    smallestOrbit:
      shrinks && dimension === 1
        ? await smallestOrbit({ ...moved, random: random.derive('singular orbits') }, work)
        : 1,
  });
  const integrable = conditions.every(({ id, status }) => id !== 'integrable' || status !== 'fails');
  let laws: Prediction['laws'] = { iid: null, quantisation: null };
  let ranges: LawRanges = { iid: null, quantisation: null };
  const singular =
    shrinks && spaceDimension > 2
      ? await singularOrbits({ ...moved, random: random.derive('singular orbits of weight') }, work)
      : [];
  if (volume !== undefined)
    ({ laws, ranges } = await lawsOf(
      { space, parametrisation, group, quotient, volume, probe: probe.points, singular, integrable, sizes, random },
      work,
    ));
  const gapOf = (law: Laws['iid'], n: number): number | null =>
    quotient.invariant && dimension === 0 ? 0 : law && law.constant * Math.pow(n, -2 / dimension);
  return {
    task: { ...nameOf(task), ambientDimension: space.ambientDimension },
    group: {
      ...nameOf(groupName),
      orbitDimension,
      order: Number.isFinite(group.order) ? group.order : null,
      exact: group.exact,
    },
    spaceDimension,
    orbitDimension,
    dimension,
    laws,
    conditions: [...conditions, asymptotic(ranges, sizes)],
    gaps: sizes.map((n, i) => ({
      n,
      iid: gapOf(laws.iid, n),
      quantisation: gapOf(laws.quantisation, n),
      ...(ranges.quantisation === null
        ? {}
        : { ratios: { iid: ranges.iid?.ratios[i] ?? null, quantisation: ranges.quantisation.ratios[i] ?? null } }),
    })),
  };
}

/** The name alone: whoever asks may pass more. */
const nameOf = ({ reference, id, label }: Name): Name => ({ reference, id, label });
