import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import type { Points, Reals } from '../mathematics/points';
import type { RandomStream } from '../mathematics/random-stream';
import type { Definition } from '../registry/definition';
import type { Layout } from '../spaces/layout';
import type { CloudSymmetry } from './cloud-symmetry';
import type { Equivariants } from './equivariants';
import type { ImageShape } from './image-shape';

/**
 * A compact group acting on R^D by orthogonal maps. An element is an array of `elementSize` numbers whose meaning is the
 * group's own (angles, an index, a matrix, a permutation).
 *
 * The heart is `align`: because the action is orthogonal, ‖y − g z‖² = ‖y‖² + ‖z‖² − 2⟨y, g z⟩, so the largest inner product
 * over the orbit gives the quotient distance, on which all else is built.
 */
export interface Group {
  /** D: how many coordinates it acts on. */
  readonly ambientDimension: number;
  /** Number of elements; Infinity for a continuous group. */
  readonly order: number;
  /** Dimension of the group as a manifold: 0 if finite. */
  readonly dimension: number;
  readonly elementSize: number;
  /** False where `align` is only a lower bound of the maximum (the distance an upper bound), as when alternating. */
  readonly exact: boolean;
  /** False where `posteriorMean` is an approximation between its limits κ → 0 and κ → ∞, which it always meets. */
  readonly exactMean: boolean;

  /** The identity. */
  identity(): Float64Array;
  /** g·h. */
  compose(g: Float64Array, h: Float64Array): Float64Array;
  /** g⁻¹. */
  inverse(g: Float64Array): Float64Array;
  /** A Haar-random element. */
  sample(random: RandomStream): Float64Array;
  /** Writes g·x to `out`, both of length D. `out` may not be `x`. */
  act(g: Float64Array, x: Reals, out: Float64Array): void;

  /**
   * The maximum over g of ⟨y_i, g z_j⟩ in float64, for all pairs: out[i · z.count + j].
   * @param y - M points of R^D
   * @param z - n points of R^D
   * @param out - M·n numbers
   */
  align(y: Points, z: Points, out: Float64Array): void;
  /** `align` for points z that many others are aligned with: what rests on z alone is computed once. Absent where that is little. */
  readonly alignTo?: (z: Points) => AlignTo;
  /** The maximum over g of ⟨y, g z⟩, with an element that attains it. */
  alignPair(y: Reals, z: Reals): Alignment;
  /** The same as `align` with TensorFlow operations in float32, [M, D] × [n, D] → [M, n]; absent where it would not be faster. */
  readonly alignTensors?: (y: Tensor2D, z: Tensor2D) => Tensor2D;

  /** Dimension of the orbit through x: the rank of the Lie algebra's action at x. */
  orbitDimension(x: Reals): number;
  /** The Lie algebra's action at x: `dimension` vectors of R^D (d/dt exp(tA_i) x), row by row; they span the orbit's tangent space. */
  tangents(x: Reals): Points;
  /** Volume of the group in the metric in which the generators used by `tangents` are orthonormal (order if finite), so that for a free
   * action the orbit through x has volume `volume · √det(T Tᵀ)`, T the tangents at x. */
  readonly volume: number;
  /**
   * The volume of the orbit through x in closed form, where there is one that holds for continuous stabilisers too (SO(n) moves one point of R^n over a
   * sphere). Without it such volumes are measured.
   */
  readonly orbitVolume?: (x: Reals) => number;
  /** The number of elements that fix a generic point of R^D (1 for an effective action): orbits are covered that many times. */
  readonly genericStabiliser: number;

  /**
   * The mean of g z under the law on G with density ∝ exp(κ⟨y, g z⟩) against Haar measure, and log ∫ exp(κ⟨y, g z⟩) dg.
   * The mean is written to `out` (length D). Used by the closed-form score of diffusion.
   */
  posteriorMean(y: Reals, z: Reals, kappa: number, out: Float64Array): number;

  /**
   * posteriorMean of one y with all of z at once: each row's mean to `means`, its logarithm to `logs`, to about 1e−9 relative. Absent
   * where it would not be faster.
   */
  readonly posteriorMeans?: (request: PosteriorMeansRequest) => void;

  /** All elements, if the group is finite and small enough to list (≤ 100,000). */
  readonly elements?: () => Iterable<Float64Array>;
  /**
   * An isometric embedding of the quotient by cheap coordinates, where there is one: Euclidean distance between images is the
   * quotient distance (sorting for permutations of scalars, absolute values for sign flips of one coordinate …).
   */
  readonly canonical?: { readonly dimension: number; map(x: Reals, out: Float64Array): void };
  /** Where the group is that of all shifts of an image, for networks that are made for it. */
  readonly shifts?: ImageShifts;
  /** Where the group turns or permutes the points of clouds and does no more, for networks that are made for it. */
  readonly cloud?: CloudSymmetry;
  /** Polynomials that equivariant networks are made of, where few are enough. */
  readonly equivariants?: Equivariants;
  /**
   * How the group acts on the coordinates from `from` to `to` (exclusive) alone, elements meaning the same, where it maps them to themselves and moves some of
   * them: see actionOn. Absent, or undefined of these coordinates, where padding with zeros costs no more.
   */
  readonly restricted?: (from: number, to: number) => Group | undefined;
  /** An element in the group's own terms, for people: "turned by 90.0°", "moved 3 pixels down". */
  describe(g: Float64Array): string;
  /** Names and ranges of the parameters that move a point along its orbit, for the window's sliders: continuous ones only. */
  readonly sliders?: readonly {
    readonly label: string;
    readonly period: number;
    element(value: number): Float64Array;
  }[];
  /**
   * The parameters that take finitely many values, for sliders that go by steps; step 0 is the identity. Together with `sliders` they reach the whole orbit,
   * but of groups with too many elements to go through, where they reach some of it.
   */
  readonly steps?: readonly GroupSteps[];
}

export interface GroupSteps {
  readonly label: string;
  readonly count: number;
  /** @param step - 0 … count − 1 */
  element(step: number): Float64Array;
}

/** Shifts of periodic images, by whole pixels only or by any part of one. */
export interface ImageShifts {
  readonly image: ImageShape;
  readonly whole: boolean;
}

export interface PosteriorMeansRequest {
  readonly y: Reals;
  readonly z: Points;
  readonly kappa: number;
  /** z.count rows of length D. */
  readonly means: Float64Array;
  readonly logs: Float64Array;
}

/** What `align` writes of points y and those of z from `from` to `to` (exclusive): out[i · (to − from) + j − from]. */
export type AlignTo = (y: Points, from: number, to: number, out: Float64Array) => void;

export interface Alignment {
  /** The maximum of ⟨y, g z⟩. */
  readonly value: number;
  /** An element that attains it. */
  readonly element: Float64Array;
}

/** What a group is made for: the number of coordinates, and how they are laid out where that is known. */
export interface GroupContext {
  readonly ambientDimension: number;
  readonly layout?: Layout;
}

export interface GroupDefinition<Schema extends z.ZodObject = z.ZodObject> extends Definition<Schema> {
  /** Throws an ExpectedError('does-not-fit') that says which coordinates are missing where the group cannot act. */
  create(parameters: z.output<Schema>, context: GroupContext): Group;
  /** Whether the group makes sense for such data, for choosing candidates by default. */
  suits(context: GroupContext): boolean;
  /**
   * Whether, of pairs whose inputs are images or clouds, it moves these as it would alone and leaves the outputs alone; it moves all coordinates where this is left
   * out.
   */
  movesInputs?(parameters: z.output<Schema>): boolean;
}

/** Declares a group; one file a group. */
export function defineGroup<Schema extends z.ZodObject>(definition: GroupDefinition<Schema>): GroupDefinition<Schema> {
  return definition;
}
