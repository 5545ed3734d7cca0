import type { Group } from '../groups/define-group';
import { trivialGroup } from '../groups/trivial';
import type { Network } from '../networks/define-network';
import { equivariantNetwork, plainNetwork } from '../networks/equivariant/equivariant-network';
import { choiceParameter, integerParameter, optionalIntegerParameter, realParameter } from '../registry/parameters';

/** How a model that is trained knows of the group. */
export type Symmetry = 'none' | 'augmentation' | 'equivariant';

/** Parameters of every trainer of networks, for its schema. What is left out follows the number of training points. */
export const networkParameters = {
  symmetry: choiceParameter(
    'How the model knows of the group: not at all, by training points that are moved at random, or by its architecture',
    ['equivariant', 'augmentation', 'none'],
    'equivariant',
  ),
  steps: optionalIntegerParameter('Steps of training; more for more training points when left out', {
    minimum: 1,
    maximum: 10_000_000,
  }),
  width: optionalIntegerParameter('Hidden units of a layer; more for more training points when left out', {
    minimum: 1,
    maximum: 8192,
  }),
  layers: integerParameter('Hidden layers', 3, { minimum: 1, maximum: 64 }),
  frequencies: integerParameter('Random Fourier features of the input; 0 for none', 64, {
    minimum: 0,
    maximum: 8192,
  }),
  batch: integerParameter('Points of a training step', 256, { minimum: 1, maximum: 1_000_000 }),
  rate: realParameter('Learning rate at its peak', 0.002, { minimum: 1e-9, maximum: 10 }),
};

export interface NetworkSettings {
  readonly symmetry: Symmetry;
  readonly steps?: number | undefined;
  readonly width?: number | undefined;
  readonly layers: number;
  readonly frequencies: number;
  readonly batch: number;
  readonly rate: number;
}

/** What is chosen for a number of training points: runs with equal choices train as one tensor program. */
export interface TrainingSize {
  readonly steps: number;
  readonly width: number;
}

/**
 * A network that is to memorise n points must tell apart n places: width and steps grow with the root of n, between bounds that keep the smallest sensible and
 * the largest bearable.
 */
export function trainingSize(settings: NetworkSettings, n: number): TrainingSize {
  const doublings = Math.max(0, Math.ceil(Math.log2(n / 16)));
  return {
    steps: settings.steps ?? Math.min(32_000, Math.round(4000 * Math.SQRT2 ** doublings)),
    width: settings.width ?? (n <= 64 ? 128 : 256),
  };
}

/** The network for a symmetry, and the group under which its outputs are closed. */
export function networkOf(
  settings: NetworkSettings,
  size: TrainingSize,
  group: Group,
  scalars: number,
): { readonly network: Network; readonly closure: Group } {
  const { layers, frequencies } = settings;
  const shape = { width: size.width, layers, frequencies };
  if (settings.symmetry === 'equivariant')
    return { network: equivariantNetwork(group, scalars, shape), closure: group };
  return {
    network: plainNetwork(group.ambientDimension, scalars, shape),
    closure: trivialGroup(group.ambientDimension),
  };
}
