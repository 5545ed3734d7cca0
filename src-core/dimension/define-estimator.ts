import type { z } from 'zod';
import type { Neighbours } from '../gap/nearest-neighbours';
import type { Group } from '../groups/define-group';
import type { Points } from '../mathematics/points';
import type { RandomStream } from '../mathematics/random-stream';
import type { Definition } from '../registry/definition';
import type { Work } from '../work';

export interface DimensionEstimate {
  readonly dimension: number;
  readonly standardError: number;
  readonly interval: readonly [number, number];
  readonly level: number;
  /** How the interval was found. */
  readonly method: 'analytic' | 'jackknife' | 'bootstrap' | 'calibration';
  /** Points that say nothing and were left out, such as those at distance 0 from another; 0 if not given. */
  readonly excluded?: number;
  /** The distance at which it looked: the mean to the farthest neighbour that it used. In the unit of the coordinates. */
  readonly scale?: number;
  /** One sentence that the reader of the number must know, such as that few of the points were used. */
  readonly remark?: string;
  /** The dimensions at single points, where the estimator has such; made only when asked. */
  readonly pointwise?: () => PointwiseDimensions;
}

/** A dimension at each of some points. */
export interface PointwiseDimensions {
  /** Rows of the sample, ascending. */
  readonly rows: Int32Array;
  /** One a row; finite. */
  readonly dimensions: Float64Array;
}

/** Points no two of which coincide, with what the one neighbour pass found of them. */
export interface EstimatorSample {
  readonly points: Points;
  readonly group: Group;
  /** The nearest of each point among the others, nearest first, in the quotient metric. */
  readonly neighbours: Neighbours;
  /** Of the estimator's own: the same draws whatever else is estimated. */
  readonly random: RandomStream;
  /** The user wants all points used, however long that takes; else an estimator that is slow may choose some at random and remark on it. */
  readonly everyPoint?: boolean;
  /** Share of the usual time that a slow estimator may take where it chooses some of the points; 1 if left out. */
  readonly effort?: number;
}

/** One sentence that says why there is no estimate. */
export interface NoEstimate {
  readonly doesNotApply: string;
}

export type EstimatorOutcome = DimensionEstimate | NoEstimate;

/** An estimator of the intrinsic dimension. One that needs distances alone works on every quotient. */
export interface Estimator {
  /** How many neighbours a point it wants; the point itself is not one of them. Given fewer, `estimate` makes do or says why it cannot. */
  readonly neighbours: number;
  /** The estimate, or why the estimator does not apply. Never NaN. Long work awaits checkpoints. */
  estimate(sample: EstimatorSample, work: Work): EstimatorOutcome | Promise<EstimatorOutcome>;
}

/** What an estimate is to be tried for beside its own settings. */
export interface Sensitivity<Name extends string = string> {
  /** The parameter that says at which scale the estimator looks, or else matters most. */
  readonly parameter: Name;
  /** Ascending. Those that want more neighbours than there are are left out. */
  readonly values: readonly number[];
}

export interface EstimatorDefinition<Schema extends z.ZodObject = z.ZodObject> extends Definition<Schema> {
  /** Left out where trying takes too long, or nothing is to be chosen. */
  readonly sensitivity?: Sensitivity;
  create(parameters: z.output<Schema>): Estimator;
}

/** Declares an estimator; one file an estimator. */
export function defineEstimator<Schema extends z.ZodObject>(
  definition: EstimatorDefinition<Schema> & { readonly sensitivity?: Sensitivity<keyof z.output<Schema> & string> },
): EstimatorDefinition<Schema> {
  return definition;
}
