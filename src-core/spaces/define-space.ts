import type { z } from 'zod';
import type { Points, Reals } from '../mathematics/points';
import type { RandomStream } from '../mathematics/random-stream';
import type { Definition } from '../registry/definition';
import type { Layout } from './layout';

/** A task: a space Ω ⊂ R^D with a law of the data on it. */
export interface Space {
  /** D */
  readonly ambientDimension: number;
  /** d_Ω; undefined for a data set, where it is what the user wants to know. */
  readonly dimension: number | undefined;
  readonly layout: Layout;
  /** Independent points from the law of the data. A finite data set draws without replacement and throws 'too-few-points' when spent. */
  sample(count: number, random: RandomStream): Points;
  /** ‖x − Ω‖ or another residual that is 0 exactly on Ω; for the laws that every space is tested by. Absent where noise blurs Ω. */
  readonly residual?: (x: Reals) => number;
  /** Latents that cover Ω once (up to measure zero). Absent for data sets. */
  readonly parametrisation?: Parametrisation;
  /** Density of the data at a point of R^D, against Ω's Riemannian volume; 0 off Ω. For densities that a group does not preserve. */
  readonly density?: (x: Reals) => number;
  /** Of pairs (x, y): the law of y alone, where it is known. The outputs of a predictor are held against it. */
  readonly outputs?: Space;
  /** Of pairs (x, y) with many y at each x: the law of y given x, which is the same at every x up to a rigid motion. */
  readonly conditional?: Space;
  /** What the theory's conditions need to know of Ω. */
  readonly geometry: SpaceGeometry;
}

export interface SpaceGeometry {
  /** Has Ω a boundary (corrections of relative order n^(−1/d))? */
  readonly boundary: boolean;
  /** Is Ω curved in R^D (corrections of relative order n^(−2/d))? */
  readonly curved: boolean;
  readonly compact: boolean;
  /** Standard deviation of the ambient noise per coordinate; 0 without noise. */
  readonly noise: number;
}

/** Latents u in a box U ⊂ R^k, k = d_Ω, with density q(u) and embedding X(u). */
export interface Parametrisation {
  readonly dimension: number;
  /** Range and periodicity of each latent; infinite ends are allowed (Gaussian). */
  readonly latents: readonly { readonly from: number; readonly to: number; readonly periodic: boolean }[];
  /** q(u), which integrates to 1 over the box. */
  density(u: Reals): number;
  /** A draw from q. */
  draw(random: RandomStream, out: Float64Array): void;
  /** X(u), written to `out` of length D. */
  embed(u: Reals, out: Float64Array): void;
  /** ∂X/∂u, D × k row by row, where it is known in closed form; central differences otherwise. */
  readonly jacobian?: (u: Reals, out: Float64Array) => void;
}

export interface SpaceDefinition<Schema extends z.ZodObject = z.ZodObject> extends Definition<Schema> {
  /**
   * The task with checked parameters. Throws an ExpectedError where they do not fit each other.
   * @param resolve - makes another task from its reference, for a product's factors
   */
  create(parameters: z.output<Schema>, resolve: (reference: string) => Space): Space;
}

/** Declares a task; one file a task. */
export function defineSpace<Schema extends z.ZodObject>(definition: SpaceDefinition<Schema>): SpaceDefinition<Schema> {
  return definition;
}
