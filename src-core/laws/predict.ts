import { ExpectedError } from '../errors';
import type { Group } from '../groups/define-group';
import { randomStream } from '../mathematics/random-stream';
import type { Space } from '../spaces/define-space';
import { unwatchedWork, type Work } from '../work';
import { type Condition, conditionsOf } from './conditions';
import { expectation, type Estimate } from './expectation';
import { iidCoefficient } from './iid-law';
import { hasMirrors } from './mirrors';
import { orbitVolume } from './orbit-volume';
import { quantisationCoefficient } from './quantisation-law';
import { quotientDensity } from './quotient-density';
import { probeSpace, quotientGeometry, sizeOf } from './quotient-geometry';
import { smallestOrbit } from './singular-orbits';

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

/** A constant C of R_n ~ C n^{−2/d}, with the standard error of its integral. */
export interface LawConstant {
  readonly constant: number;
  readonly standardError: number;
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
  readonly laws: {
    readonly iid: LawConstant | null;
    /** With how well the coefficient of Zador's theorem is known, and from where. */
    readonly quantisation: (LawConstant & { readonly status: string; readonly source: string }) | null;
  };
  readonly conditions: Condition[];
  readonly gaps: { readonly n: number; readonly iid: number | null; readonly quantisation: number | null }[];
}

const probes = 64;
/** Floating-point operations that the integral may cost, roughly. */
const effort = 1e9;

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
      dimension === 1 && orbitDimension > 0
        ? await smallestOrbit(
            parametrisation,
            group,
            probe.latents,
            orbitDimension,
            random.derive('singular orbits'),
            work,
          )
        : 1,
  });
  const integrable = conditions.every(({ id, status }) => id !== 'integrable' || status !== 'fails');
  let laws: Prediction['laws'] = { iid: null, quantisation: null };
  if (volume !== undefined) {
    const density = quotientDensity(space, parametrisation, group, volume, probe.points, random.derive('orbit means'));
    const cost = space.ambientDimension * (4 * (1 + spaceDimension + group.dimension) + 8 * density.averages);
    const moments = await expectation(
      {
        parametrisation,
        ambientDimension: space.ambientDimension,
        count: 2,
        budget: Math.max(2048, Math.min(524288, effort / (16 * cost))),
        random: random.derive('integral'),
        integrands(u, x, out) {
          const value = density.at(u, x);
          out[0] = integrable ? Math.pow(value, -2 / dimension) : 0;
          out[1] = Math.pow(value, -2 / (dimension + 2));
        },
      },
      work,
    );
    laws = lawsFrom(moments, dimension, integrable, volume.relativeError);
  }
  const gapOf = (law: LawConstant | null, n: number): number | null =>
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
    conditions: [...conditions],
    gaps: sizes.map((n) => ({ n, iid: gapOf(laws.iid, n), quantisation: gapOf(laws.quantisation, n) })),
  };
}

/** The name alone: whoever asks may pass more. */
const nameOf = ({ reference, id, label }: Name): Name => ({ reference, id, label });

/** An error common to all orbit volumes enters both constants to the power 2/d. */
function lawsFrom(
  moments: readonly Estimate[],
  d: number,
  integrable: boolean,
  volumeError: number,
): Prediction['laws'] {
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
