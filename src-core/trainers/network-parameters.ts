import { ExpectedError } from '../errors';
import type { Group } from '../groups/define-group';
import type { ImageShape } from '../groups/image-shape';
import { trivialGroup } from '../groups/trivial';
import { numbersKeptOfCloud } from '../networks/clouds/cloud-network';
import type { CloudSize } from '../networks/clouds/cloud-shape';
import type { Network } from '../networks/define-network';
import { equivariantNetwork, plainNetwork } from '../networks/equivariant/equivariant-network';
import type { Layout } from '../spaces/layout';
import { numbersKept } from '../networks/images/convolutional-network';
import { choiceParameter, integerParameter, optionalIntegerParameter } from '../registry/parameters';
import type { TrainingRun } from './define-trainer';
import { imagesOf } from './images-of';
import { clipParameter, optimisationParameters, type OptimisationSettings } from './optimisation-parameters';

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
  frequencies: integerParameter('Random Fourier features of the input; 0 for none', 128, {
    minimum: 0,
    maximum: 8192,
  }),
  batch: optionalIntegerParameter('Points of a training step; 256, or 64 for a convolutional network, when left out', {
    minimum: 1,
    maximum: 1_000_000,
  }),
  ...optimisationParameters,
};

const architectures = ['auto', 'perceptron', 'set', 'attention', 'convolution'] as const;
export type Architecture = (typeof architectures)[number];

/** What kind of network a trainer trains, for the schema of one that can choose. */
export const architectureParameter = choiceParameter(
  'Kind of network: a perceptron, which sees coordinates; one of the points of clouds, which learn of each other from their mean (set) or by attention; or a convolutional one, whose width and layers are channels and blocks a level. auto chooses by the data',
  architectures,
  'auto',
);

/** The same of one that predicts. */
const predictorArchitecture = choiceParameter(
  'Kind of network that sees the inputs: a perceptron, one of the points of clouds (set, attention), or a convolutional one, whose width and layers are channels and blocks. auto takes the last where pixel shifts are its symmetry, a set where the order of points is, else a perceptron',
  architectures,
  'auto',
);

/** The parameters of networks that predict: what they learn is as smooth as the target, so that they begin without Fourier features. */
export const predictorParameters = {
  ...networkParameters,
  architecture: predictorArchitecture,
  frequencies: integerParameter('Random Fourier features of the input; 0 for none', 0, { minimum: 0, maximum: 8192 }),
  clip: clipParameter(1),
};

export interface NetworkSettings extends OptimisationSettings {
  readonly symmetry: Symmetry;
  readonly steps?: number | undefined;
  readonly width?: number | undefined;
  readonly layers: number;
  readonly frequencies: number;
  readonly batch?: number | undefined;
  /** A perceptron where it is left out. */
  readonly architecture?: Architecture;
}

/** What is chosen for a number of training points: runs with equal choices train as one tensor program. */
export interface TrainingSize {
  readonly steps: number;
  readonly width: number;
  readonly batch: number;
  /** The shape of the points as images, where the network is a convolutional one. */
  readonly image?: ImageShape;
  /** The points as clouds, where the network is made of their points. */
  readonly cloud?: CloudSize;
}

/** Steps of training with n points. */
export function trainingSteps({ steps }: Pick<NetworkSettings, 'steps'>, n: number): number {
  const doublings = Math.max(0, Math.ceil(Math.log2(n / 16)));
  return steps ?? Math.min(32_000, Math.round(4000 * Math.SQRT2 ** doublings));
}

/** What the size of a network follows from. */
type SizedRun = Pick<TrainingRun, 'training' | 'layout' | 'group'>;

/**
 * A network that is to memorise n points must tell apart n places: width and steps grow with the root of n, between bounds that keep the smallest sensible and
 * the largest bearable.
 */
export function trainingSize(settings: NetworkSettings, { training, layout, group }: SizedRun): TrainingSize {
  const n = training.count;
  const image = imageFor(settings, layout);
  const cloud = cloudFor(settings, layout, group);
  return {
    steps: trainingSteps(settings, n),
    width: settings.width ?? (image !== undefined ? 32 : n <= 64 ? 128 : 256),
    batch: settings.batch ?? (image !== undefined ? 64 : 256),
    ...(image === undefined ? {} : { image }),
    ...(cloud === undefined ? {} : { cloud }),
  };
}

/**
 * Images of so many pixels a side are drawn better by convolutions in the same time. Smaller ones a perceptron memorises, and a convolutional network does
 * not: it draws new ones.
 */
const convolvedFrom = 24;

/** The shape of the images that a convolutional network is to see, or undefined for a perceptron. */
function imageFor({ architecture }: NetworkSettings, layout: Layout | undefined): ImageShape | undefined {
  if (architecture === 'convolution') return imagesOf('architecture=convolution', layout);
  const worth = layout?.kind === 'image' && Math.min(layout.rows, layout.columns) >= convolvedFrom;
  return architecture === 'auto' && worth ? imagesOf('architecture=auto', layout) : undefined;
}

/**
 * The clouds that a network of points is to see, or undefined for another network. `auto` chooses none. Of 16 triangles under SO(3), after 4,000 steps, invariants of all
 * pairs memorised 100 % of the samples, a set 99 % and attention 99 %, in seven times the time; of 16 random clouds under all orders of their points a frame 98 %, a
 * set 29 % and attention 60 % (6 points, 2,000 steps), and in equal time 6 %, 0 % and 2 % (16 points).
 */
function cloudFor(
  { architecture }: NetworkSettings,
  layout: Layout | undefined,
  { cloud }: Group,
): CloudSize | undefined {
  if (architecture !== 'set' && architecture !== 'attention') return undefined;
  const known = cloud ?? (layout?.kind === 'point-cloud' ? layout : undefined);
  if (known === undefined)
    throw new ExpectedError(
      'does-not-fit',
      `'architecture=${architecture}' needs clouds of points, which the points of this task are not; expected the task point-cloud, or a group that moves points.`,
    );
  return { points: known.points, dimension: known.dimension, mixing: architecture };
}

/** Numbers that networks trained together may keep for their gradients: 1 GB. */
export const mostKept = 2 ** 28;

/**
 * How many networks of a size are trained together at most: convolutional ones, and those of points, gain nothing by more, and what they keep of an image or a cloud
 * takes memory.
 */
export function mostTogether({ layers }: NetworkSettings, { image, cloud, width, batch }: TrainingSize): number {
  const kept =
    image !== undefined
      ? numbersKept({ image, width, layers })
      : cloud !== undefined
        ? numbersKeptOfCloud({ ...cloud, width, layers })
        : 0;
  return kept === 0 ? Infinity : Math.max(1, Math.floor(mostKept / (batch * kept)));
}

/** The network for a symmetry, and the group under which its outputs are closed. */
export function networkOf(
  settings: NetworkSettings,
  size: TrainingSize,
  group: Group,
  scalars: number,
): { readonly network: Network; readonly closure: Group } {
  const { layers, frequencies } = settings;
  const shape = { ...size, layers, frequencies };
  if (settings.symmetry === 'equivariant')
    return { network: equivariantNetwork(group, scalars, shape), closure: group };
  return {
    network: plainNetwork(group.ambientDimension, scalars, shape),
    closure: trivialGroup(group.ambientDimension),
  };
}
