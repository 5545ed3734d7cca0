import { z } from 'zod';
import { layout } from './data';
import { hypotheses } from './results';
import { runSummary } from './sweep';

/** Arrays of numbers, whatever buffer is behind them. */
const float64s = z.custom<Float64Array>((value) => value instanceof Float64Array, 'expected a Float64Array');
const int32s = z.custom<Int32Array>((value) => value instanceof Int32Array, 'expected an Int32Array');
const reals = z.custom<Float64Array | Float32Array>(
  (value) => value instanceof Float64Array || value instanceof Float32Array,
  'expected a Float64Array or a Float32Array',
);

/** Points of a set, or some of them. */
export const shownPoints = z.object({
  /** Coordinates, point after point. */
  values: reals,
  count: z.int(),
  dimension: z.int(),
  /** The row of each in the whole set, ascending. */
  rows: int32s,
  /** How many the whole set has; null where that is not known any more. */
  of: z.int().nullable(),
});
export type ShownPoints = z.output<typeof shownPoints>;

export const modelOutputs = shownPoints.extend({
  /**
   * Samples drawn from a generator; the prediction set of a model without samples (its own points, each standing for its orbit where the model is equivariant); or the
   * predictions of a predictor at held-out inputs, as pairs (x, f(x)) where the inputs are known, else the outputs alone.
   */
  kind: z.enum(['samples', 'prediction-set', 'predicted-pairs', 'predicted-outputs']),
  /** Outputs at each input; 1 but for several hypotheses. */
  hypotheses: z.int(),
});
export type ModelOutputs = z.output<typeof modelOutputs>;

/** The space of a run, as far as it is stored or can be drawn again. */
export const runSpace = z.object({
  run: runSummary,
  sweep: z.object({
    id: z.string(),
    name: z.string(),
    task: z.string(),
    seed: z.int(),
    testPoints: z.int(),
    samples: z.int(),
  }),
  layout,
  /** D */
  dimension: z.int(),
  /** The curve's group, as it acts on the points; null where it cannot (its data are gone, or this version lacks it). */
  group: z.object({ reference: z.string(), label: z.string(), exact: z.boolean() }).nullable(),
  /** Whether the model knows of the group: the stored checks are made with it then, else without. */
  symmetric: z.boolean(),
  /** Drawn again from the sweep's seed, bit for bit; null where the task is gone. */
  training: shownPoints.nullable(),
  test: shownPoints.nullable(),
  /** Null where the run has left no points. */
  outputs: modelOutputs.nullable(),
  /** Principal components of the training points, or of the outputs without them; axes row by row. */
  components: z.object({
    mean: float64s,
    axes: float64s,
    /** Share of the variance along each. */
    shares: z.array(z.number()),
  }),
  hypotheses: hypotheses.nullable(),
  /** Why there are no training points, in one sentence; null otherwise. */
  problem: z.string().nullable(),
});
export type RunSpace = z.output<typeof runSpace>;

/** Of points of a set the nearest training orbits. */
const nearestOrbits = z.object({
  /** Places in the shown set, ascending; all of them where that takes no more than about a minute. */
  places: int32s,
  /** Row of the training point whose orbit is nearest, one a place. */
  nearest: int32s,
  /** Distance in the quotient, in the unit of the coordinates. */
  distances: float64s,
});
export type NearestOrbits = z.output<typeof nearestOrbits>;

export const orbitDistances = z.object({
  outputs: nearestOrbits.nullable(),
  test: nearestOrbits,
  /** From training points to the nearest other training orbit, one a place of the shown training set; null for a single training point. */
  spacing: nearestOrbits.nullable(),
  /** Its mean with standard error (over the training points that were measured). */
  meanSpacing: z.number().nullable(),
  meanSpacingError: z.number().nullable(),
  /** An output this near a training orbit is a memorised one; null where nothing is claimed to be. */
  threshold: z.number().nullable(),
  /** Share of the measured outputs within the threshold, and of all training orbits that are nearest to one of those. */
  memorised: z.number().nullable(),
  covered: z.number().nullable(),
  /** Training points that are nearest to a measured one but were not shown. */
  further: shownPoints,
});
export type OrbitDistances = z.output<typeof orbitDistances>;
