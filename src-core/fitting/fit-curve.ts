import { ExpectedError } from '../errors';
import type { RandomStream } from '../mathematics/random-stream';
import { automaticWindow } from './automatic-window';
import { bootstrapInterval } from './bootstrap';
import { extraParameter } from './extra-parameter';
import type { GapCurve } from './gap-curve';
import { logCurve, standardAllowance, type LogCurve } from './log-curve';
import { fitModel, type ModelFit } from './model-fit';
import { evaluateModel, fitModels, parameterCount, type FitModel } from './models';
import { dimensionInterval, exponentials, logConstantInterval, slopeRange } from './parameter-intervals';
import { weighting } from './weighting';

export interface FitOptions {
  /** The power law if left out. */
  readonly model?: FitModel;
  /** The smallest and largest n to use, or 'auto' (the default): see automaticWindow. */
  readonly window?: readonly [number, number] | 'auto';
  /** Of the intervals; 0.95 if left out. */
  readonly level?: number;
  /** C of the theory; needed by the model 'tied'. */
  readonly constant?: number;
  /** Of the relative deviation from the law at small n; see standardAllowance. 0 takes the law for exact. */
  readonly allowance?: number;
  /** Whether the other models are fitted on the same window too, to be compared; yes if left out. */
  readonly compare?: boolean;
  /**
   * Takes the intervals of models that are no straight line from their standard errors instead of their profiles, which takes a tenth of the time: for what is only looked at while
   * something is moved. No if left out.
   */
  readonly quick?: boolean;
  /** Adds a bootstrap interval: over replicates where they are given, else parametric. */
  readonly bootstrap?: {
    readonly random: RandomStream;
    /** Gaps of each size's replicates. */
    readonly replicates?: readonly (readonly number[])[];
    /** 999 if left out. */
    readonly resamples?: number;
  };
}

/** An interval; an end that the data do not bound is null. */
export type OpenInterval = [number | null, number | null];

/** A fitted curve; all plain values. */
export interface CurveFit {
  model: FitModel;
  dimension: number;
  standardError: number;
  interval: OpenInterval;
  bootstrapInterval: [number, number] | null;
  level: number;
  /** Of the relative deviation from the law at small n that was allowed for; see standardAllowance. */
  allowance: number;
  constant: number;
  /** 0 where the constant is the theory's. */
  constantStandardError: number;
  constantInterval: OpenInterval;
  /** σ² of power-floor, b of the corrections; null otherwise. */
  extra: number | null;
  /** Null where the third parameter lies at the end of its range, or there is none. */
  extraStandardError: number | null;
  /** By the standard error; a floor's is not below 0. */
  extraInterval: [number, number] | null;
  /** The smallest and largest n used. */
  window: [number, number];
  /** Scaled to have the degrees of freedom for expectation where points are correlated. */
  chi2: number;
  /** Points less free parameters that are not at their bounds. */
  degreesOfFreedom: number;
  pValue: number;
  aicc: number | null;
  residuals: { n: number; residual: number }[];
  /** All models on the same window, best first; the chosen one alone where they were not to be compared. */
  models: { model: FitModel; dimension: number; interval: OpenInterval; aicc: number | null }[];
}

/**
 * Fits the law R_n = C n^(−2/d), or one of its extensions, to a gap curve by generalised least squares in log R; all models are
 * compared on the same window. Pure and synchronous; without bootstrap it takes well under a millisecond for a curve of a sweep.
 *
 * @throws ExpectedError where the points in the window are too few, a gap is not above 0, or the gap does not fall with n
 */
export function fitCurve(curve: GapCurve, options: FitOptions = {}): CurveFit {
  const { model = 'power', level = 0.95, constant, quick = false } = options;
  if (!(level > 0 && level < 1))
    throw new ExpectedError('invalid-input', `The level ${String(level)} of an interval; expected between 0 and 1.`);
  if (constant !== undefined && !(constant > 0 && constant < Infinity))
    throw new ExpectedError('invalid-input', `The constant ${String(constant)}; expected a finite number above 0.`);
  if (model === 'tied' && constant === undefined)
    throw new ExpectedError('invalid-input', "The model 'tied' needs the theory's constant.");
  const allowance = options.allowance ?? standardAllowance;
  const deviations = [{ magnitude: allowance, exponent: 1 }];
  const logs = logCurve(curve, deviations);
  const [from, to] = chosenWindow(logs, options.window ?? 'auto', model, constant);
  const data = weighting(logs, from, to);
  const usable = fitModels.filter(
    (candidate) =>
      parameterCount(candidate) < data.count &&
      (candidate !== 'tied' || constant !== undefined) &&
      (candidate === model || (options.compare ?? true)),
  );
  const fits = usable.map((candidate) => fitModel(candidate, data, constant));
  const chosen = fits.find((fit) => fit.model === model);
  if (chosen === undefined) throw new Error(`The model '${model}' was not fitted.`);
  const slope = chosen.minimum.parameters[1];
  if (!(slope < slopeRange[1]))
    throw new ExpectedError(
      'does-not-fit',
      `The gap does not fall between n = ${String(logs.sizes[from])} and n = ${String(logs.sizes[to - 1])}, so it gives no dimension.`,
    );
  const [a, s] = chosen.minimum.parameters;
  const spare = data.count - chosen.minimum.free.length;
  return {
    model,
    dimension: -2 / s,
    standardError: (2 / (s * s)) * Math.sqrt(chosen.covariance[4] ?? 0),
    interval: dimensionInterval(chosen, level, quick),
    bootstrapInterval:
      options.bootstrap === undefined
        ? null
        : bootstrapInterval({
            ...options.bootstrap,
            ...{ curve, logs, deviations, from, to, fit: chosen, constant, level, range: slopeRange },
          }),
    level,
    allowance,
    constant: model === 'tied' && constant !== undefined ? constant : Math.exp(a),
    constantStandardError: model === 'tied' ? 0 : Math.exp(a) * Math.sqrt(chosen.covariance[0] ?? 0),
    constantInterval:
      model === 'tied' && constant !== undefined
        ? [constant, constant]
        : exponentials(logConstantInterval(chosen, level, quick)),
    ...extraParameter(chosen, level),
    window: [logs.sizes[from] ?? 0, logs.sizes[to - 1] ?? 0],
    chi2: chosen.chi2,
    degreesOfFreedom: spare,
    pValue: chosen.pValue,
    aicc: correctedAic(chosen),
    residuals: standardisedResiduals(chosen),
    models: compare(fits, level, quick),
  };
}

function chosenWindow(
  logs: LogCurve,
  window: readonly [number, number] | 'auto',
  model: FitModel,
  constant: number | undefined,
): readonly [number, number] {
  const needed = parameterCount(model) + 1;
  if (window === 'auto') {
    const found = logs.sizes.length;
    if (found < needed)
      throw new ExpectedError(
        'too-few-points',
        `There are ${String(found)} sizes; this model needs at least ${String(needed)}.`,
      );
    return automaticWindow(logs, model, constant);
  }
  const from = logs.sizes.findIndex((n) => n >= window[0]);
  const to = logs.sizes.findLastIndex((n) => n <= window[1]) + 1;
  const found = from < 0 ? 0 : Math.max(0, to - from);
  if (found < needed) {
    // An end that was left open is a number beyond all sizes.
    const end = window[1] < Number.MAX_SAFE_INTEGER ? `to ${String(window[1])}` : 'on';
    throw new ExpectedError(
      'too-few-points',
      `There are ${String(found)} sizes from n = ${String(window[0])} ${end}; this model needs at least ${String(needed)}.`,
    );
  }
  return [from, to];
}

/** χ² + 2p + 2p(p + 1)/(k − p − 1) (Hurvich & Tsai, 1989), up to a constant of the data; null where there are too few points for it. */
function correctedAic(fit: ModelFit): number | null {
  const p = parameterCount(fit.model);
  const spare = fit.data.count - p - 1;
  return spare > 0 ? fit.chi2 + 2 * p + (2 * p * (p + 1)) / spare : null;
}

/** Residuals of log R over their standard errors. */
function standardisedResiduals(fit: ModelFit): { n: number; residual: number }[] {
  const { data } = fit;
  const [a, s, e] = fit.minimum.parameters;
  const out = new Float64Array(4);
  return data.sizes.map((n, i) => {
    evaluateModel(fit.model, data.logSizes[i] ?? 0, data.logSizes[0] ?? 0, a, s, e, out);
    return { n, residual: ((data.logGaps[i] ?? 0) - (out[0] ?? 0)) / (data.standardErrors[i] ?? 1) };
  });
}

/** All models with a dimension, best first; those without an AICc last. */
function compare(fits: readonly ModelFit[], level: number, quick: boolean): CurveFit['models'] {
  const rows = fits
    .filter((fit) => fit.minimum.parameters[1] < slopeRange[1])
    .map((fit) => ({
      model: fit.model,
      dimension: -2 / fit.minimum.parameters[1],
      interval: dimensionInterval(fit, level, quick),
      aicc: correctedAic(fit),
    }));
  const least = Math.min(...rows.map(({ aicc }) => aicc ?? Infinity));
  return rows
    .map((row) => ({ ...row, aicc: row.aicc === null ? null : row.aicc - least }))
    .sort((x, y) => (x.aicc ?? 1e300) - (y.aicc ?? 1e300));
}
