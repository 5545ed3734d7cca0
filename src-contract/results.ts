import { z } from 'zod';
import { dataSummary } from './data';

const interval = z.tuple([z.number(), z.number()]);

/** The models of mathematics § 7: A power, B power-floor, C power-boundary and power-curvature, T tied to the theory's constant. */
export const modelId = z.enum(['power', 'power-floor', 'power-boundary', 'power-curvature', 'tied']);
export type ModelId = z.output<typeof modelId>;

export const curvePoint = z.object({
  n: z.number(),
  gap: z.number(),
  standardError: z.number(),
  /** −2 / (d log R / d log n) around n, with its standard error; null at an end where it is not defined. */
  localDimension: z.number().nullable().optional(),
  localDimensionError: z.number().nullable().optional(),
  replicates: z.int().optional(),
  /** E‖y − f(x)‖² of predictors, with its standard error. */
  generalization: z.number().optional(),
  generalizationStandardError: z.number().optional(),
});
export type CurvePoint = z.output<typeof curvePoint>;

export const fitResult = z.object({
  model: modelId,
  dimension: z.number(),
  standardError: z.number(),
  /** Profile-likelihood interval. An end that the data do not bound is null. */
  interval: z.tuple([z.number().nullable(), z.number().nullable()]),
  bootstrapInterval: interval.nullable(),
  level: z.number(),
  /** Standard deviation of b in the relative deviation b/n from the law at small n that the fit allows for. */
  allowance: z.number().optional(),
  constant: z.number(),
  /** Absent from older fits. */
  constantStandardError: z.number().optional(),
  constantInterval: z.tuple([z.number().nullable(), z.number().nullable()]),
  /** σ² of model B, b of model C; null otherwise. */
  extra: z.number().nullable(),
  /** Null where it lies at the end of its range; absent from older fits. */
  extraStandardError: z.number().nullable().optional(),
  extraInterval: interval.nullable().optional(),
  window: interval,
  chi2: z.number(),
  degreesOfFreedom: z.int(),
  pValue: z.number(),
  aicc: z.number().nullable(),
  /** Standardised residuals, one a point of the window. */
  residuals: z.array(z.object({ n: z.number(), residual: z.number() })),
  /** All models on the same window, best AICc first; aicc is the difference to the best. */
  models: z.array(
    z.object({
      model: modelId,
      dimension: z.number(),
      interval: z.tuple([z.number().nullable(), z.number().nullable()]),
      aicc: z.number().nullable(),
    }),
  ),
});
export type FitResult = z.output<typeof fitResult>;

export const condition = z.object({
  id: z.string(),
  status: z.enum(['holds', 'fails', 'unknown']),
  detail: z.string(),
});
export type Condition = z.output<typeof condition>;

export const groupSummary = z.object({
  /** As the user wrote it: `so2?frequencies=1,2`. */
  reference: z.string(),
  id: z.string(),
  label: z.string(),
  orbitDimension: z.int(),
  /** null when infinite. */
  order: z.number().nullable(),
  exact: z.boolean(),
});
export type GroupSummary = z.output<typeof groupSummary>;

/** A law's constant with the uncertainty of its integral; null where the theory gives none (the conditions say why). */
const law = z
  .object({
    constant: z.number(),
    standardError: z.number(),
    /** How well the coefficient of Zador's theorem is known, and from where. */
    status: z.string().optional(),
    source: z.string().optional(),
  })
  .nullable();

export const prediction = z.object({
  task: z.object({ reference: z.string(), id: z.string(), label: z.string(), ambientDimension: z.int() }),
  group: groupSummary,
  spaceDimension: z.int(),
  orbitDimension: z.int(),
  dimension: z.int(),
  laws: z.object({ iid: law, quantisation: law }),
  conditions: z.array(condition),
  gaps: z.array(
    z.object({
      n: z.number(),
      iid: z.number().nullable(),
      quantisation: z.number().nullable(),
      /** What the density's own variation makes of each law at n: expected gap over the law's; null where there is no law. */
      ratios: z.object({ iid: z.number().nullable(), quantisation: z.number().nullable() }).optional(),
    }),
  ),
});
export type Prediction = z.output<typeof prediction>;

export const falsification = z.object({
  /** Which law was tested; absent from older results. */
  law: z.enum(['iid', 'quantisation']).optional(),
  /** Standardised deviations, one a size; null at a size that the law does not hold for yet. */
  z: z.array(z.number().nullable()),
  pValue: z.number(),
  /** 'not-applicable' where too few sizes are large enough for the law; then the p-value is 1. */
  verdict: z.enum(['consistent', 'deviates', 'not-applicable']),
  direction: z.enum(['above', 'below', 'none']),
  /** What was allowed for, and which sizes were left out, in words. */
  detail: z.string().optional(),
});
export type Falsification = z.output<typeof falsification>;

export const estimatorResult = z.object({
  id: z.string(),
  label: z.string(),
  dimension: z.number().nullable(),
  standardError: z.number().nullable(),
  interval: interval.nullable(),
  level: z.number(),
  method: z.string().nullable(),
  parameters: z.record(z.string(), z.unknown()),
  /** Points left out because they coincide with another, up to the group. */
  excluded: z.int(),
  /** Why there is no number. */
  doesNotApply: z.string().nullable(),
  /** How many points it was given: all but duplicates, or as many at random as take seconds. */
  points: z.int().nullable().default(null),
  /** The distance at which it looked, in the unit of the coordinates. */
  scale: z.number().nullable().default(null),
  /** What must be known beside the number, such as that few of the points were used. */
  remark: z.string().nullable().default(null),
  /** The same estimator for other values of its most important parameter, ascending, its own among them; empty where there is none. */
  sensitivity: z
    .array(
      z.object({
        /** The one that differs. */
        parameters: z.record(z.string(), z.number()),
        dimension: z.number(),
        standardError: z.number(),
        interval,
        scale: z.number().nullable(),
      }),
    )
    .default([]),
  /** Dimensions at single points, by their rows in the data that were measured; null where not asked for, or where the estimator has none. */
  pointwise: z
    .object({ rows: z.array(z.int()), dimensions: z.array(z.number()) })
    .nullable()
    .default(null),
});
export type EstimatorResult = z.output<typeof estimatorResult>;

/** Means over `pairs` pairs of disjoint n-subsamples of the data on the quotient, in squared units of the coordinates, with standard errors. */
export const transportPoint = z.object({
  n: z.int(),
  pairs: z.int(),
  /** W₂² between the subsamples of a pair. */
  squaredDistance: z.number(),
  standardError: z.number(),
  /** The gap from the same pairs, which is never larger. */
  gap: z.number(),
  gapStandardError: z.number(),
});
export type TransportPoint = z.output<typeof transportPoint>;

export const measurement = z.object({
  data: dataSummary,
  /** How many of the points the curve rests on, where distances are too dear for all: test points, and candidates for their nearest neighbours. */
  used: z.object({ testPoints: z.int(), candidates: z.int() }),
  group: groupSummary,
  curve: z.array(curvePoint),
  /** Covariance of the gaps, curve.length × curve.length row by row, for fits made elsewhere on the same points. */
  covariance: z.array(z.number()),
  fit: fitResult.nullable(),
  /** Why there is no fit; null when there is one. */
  fitProblem: z.string().nullable(),
  estimators: z.array(estimatorResult),
  /** Wasserstein distances between subsamples beside the gap, ascending in n; null where not asked for. */
  transport: z.array(transportPoint).nullable().default(null),
  /** For the points of a known task: what the theory predicts. */
  prediction: prediction.nullable(),
  /** Why the theory of a known task predicts nothing; null otherwise. */
  predictionProblem: z.string().nullable(),
  test: falsification.nullable(),
  seconds: z.number(),
});
export type Measurement = z.output<typeof measurement>;

/** The dimension of the law that a learned score belongs to, at training points; the noise in mean distances between nearest training orbits. */
export const scoreDimension = z.object({
  noise: z.number(),
  /** FLIPD, and its standard error. */
  flipd: z.number(),
  flipdError: z.number(),
  /** By the rank of the normal bundle; null where there are too many coordinates for it. */
  normalBundle: z.number().nullable(),
  normalBundleError: z.number().nullable(),
});
export type ScoreDimension = z.output<typeof scoreDimension>;

export const hypotheses = z.object({
  /** Share of samples within the threshold of G(𝒟). */
  memorised: z.number().nullable(),
  coverage: z.number().nullable(),
  /** The coupon-collector expectation of the coverage with as many samples. */
  expectedCoverage: z.number().nullable(),
  /** Of the score, the generator or the predictor, relative and squared. */
  equivarianceError: z.number().nullable(),
  /** Relative squared error of a learned score against the exact one; the noise in mean distances between nearest training orbits. */
  scoreErrors: z.array(z.object({ noise: z.number(), error: z.number() })).default([]),
  scoreDimensions: z.array(scoreDimension).default([]),
  /** How many of several hypotheses are nearest to no training and no test point; null where the model has none. */
  deadHypotheses: z.number().nullable().default(null),
  verdict: z.enum(['hold', 'fail', 'not-applicable']),
  /** Which hypothesis failed, in words. */
  detail: z.string(),
});
export type Hypotheses = z.output<typeof hypotheses>;

/** Of a curve: means over its runs, and for each size over its replicates. */
export const curveHypotheses = hypotheses.extend({
  sizes: z.array(hypotheses.extend({ n: z.int() })).default([]),
});
export type CurveHypotheses = z.output<typeof curveHypotheses>;

/** The curve of the generalization error, whose values stand beside the gaps: how it falls. */
export const generalizationCurve = z.object({
  covariance: z.array(z.number()),
  fit: fitResult.nullable(),
  fitProblem: z.string().nullable(),
});
export type GeneralizationCurve = z.output<typeof generalizationCurve>;

export const sweepCurve = z.object({
  label: z.string(),
  settings: z.record(z.string(), z.unknown()),
  points: z.array(curvePoint),
  covariance: z.array(z.number()),
  fit: fitResult.nullable(),
  fitProblem: z.string().nullable(),
  prediction: prediction.nullable(),
  hypotheses: curveHypotheses.nullable(),
  test: falsification.nullable(),
  /** Of predictors; null otherwise. */
  generalization: generalizationCurve.nullable().default(null),
});
export type SweepCurve = z.output<typeof sweepCurve>;
