import { cholesky, choleskyInverse, forwardSubstitute } from '../mathematics/linear-algebra';
import { normalQuantile, studentQuantile } from '../mathematics/special-functions';
import { minimise, minimumOf, type Minimum, type Parameters } from './least-squares';
import type { FitModel } from './models';
import { orthonormalColumns, residualTest, type Weighting } from './weighting';

/** One model fitted to the points of a window. */
export interface ModelFit {
  readonly model: FitModel;
  readonly data: Weighting;
  readonly minimum: Minimum;
  /** The sum of squares of the residuals, scaled where the weights are not the errors' own so that its expectation is the degrees of freedom. */
  readonly chi2: number;
  readonly pValue: number;
  /** Covariance of [a, s, e], 3 × 3; 0 for a parameter that was fixed or lies at its bound. */
  readonly covariance: Float64Array;
  /** By how much the variances of [a, s, e] are larger than the weights say, for profiles. */
  readonly scales: Float64Array;
  /** The part of these that comes from the residuals: χ²/ν where they show more scatter than the errors explain, else 1. */
  readonly widened: number;
  /** For Student's t. */
  readonly degreesOfFreedom: number;
}

/** Below this p-value a model does not describe the points, and intervals are widened by √(χ²/ν) (Particle Data Group, 2024, § 5.2.2). */
const unacceptable = 0.05;

/**
 * Fits one model by generalised least squares.
 * @param constant - C, for the model 'tied'
 */
export function fitModel(model: FitModel, data: Weighting, constant?: number): ModelFit {
  const minimum = best(model, data, constant);
  const directions = orthonormalColumns(minimum.jacobian, data.count, minimum.free.length);
  const { chi2, pValue } = residualTest(data, minimum.chi2, directions);
  const spare = data.count - minimum.free.length;
  const widened = spare > 0 && (data.scaleUnknown || pValue < unacceptable) ? Math.max(1, chi2 / spare) : 1;
  return {
    model,
    data,
    minimum,
    chi2,
    pValue,
    ...errors(data, minimum, widened),
    widened,
    degreesOfFreedom: data.scaleUnknown ? Math.max(1, spare) : data.degreesOfFreedom,
  };
}

function best(model: FitModel, data: Weighting, constant: number | undefined): Minimum {
  const line = straightLine(data);
  if (model === 'tied') return minimise(model, data, [Math.log(constant ?? 1), line[1], 0]);
  if (model === 'power') return minimise(model, data, line);
  const starts = model === 'power-floor' ? [0, 0.05, 1] : [0, 0.3, -0.3];
  return starts
    .map((e): Parameters => {
      const slope = model === 'power-floor' ? line[1] * (1 + e) : line[1];
      const shift = slope * (data.logSizes[0] as number) - line[1] * (data.logSizes[0] as number);
      return [line[0] - shift - Math.log1p(e), slope, e];
    })
    .map((start) => minimise(model, data, start))
    .reduce((a, b) => (b.chi2 < a.chi2 - 1e-9 ? b : a));
}

/** Weighted straight line in closed form. */
function straightLine(data: Weighting): Parameters {
  const { factor, count } = data;
  const one = forwardSubstitute(factor, new Float64Array(count).fill(1), count);
  const x = forwardSubstitute(factor, data.logSizes, count);
  const y = forwardSubstitute(factor, data.logGaps, count);
  let [oo, ox, xx, oy, xy] = [0, 0, 0, 0, 0];
  for (let i = 0; i < count; i++) {
    const [o, u, v] = [one[i] as number, x[i] as number, y[i] as number];
    oo += o * o;
    ox += o * u;
    xx += u * u;
    oy += o * v;
    xy += u * v;
  }
  const slope = (oo * xy - ox * oy) / (oo * xx - ox * ox);
  return [(oy - slope * ox) / oo, slope, 0];
}

/** (JᵀJ)⁻¹, or the sandwich (JᵀJ)⁻¹ Jᵀ S J (JᵀJ)⁻¹ where the errors' covariance S is not the weights' own; times `widened`. */
function errors(
  data: Weighting,
  minimum: Minimum,
  widened: number,
): { covariance: Float64Array; scales: Float64Array } {
  const { free, jacobian } = minimum;
  const size = free.length;
  const normal = quadraticForm(jacobian, data.count, size, undefined);
  const factor = cholesky(normal, size);
  const covariance = new Float64Array(9);
  const scales = new Float64Array(3).fill(1);
  if (factor === undefined) {
    for (const p of free) covariance[p * 4] = Infinity;
    return { covariance, scales };
  }
  const inverse = choleskyInverse(factor, size);
  const full =
    data.whitened === undefined
      ? inverse
      : quadraticForm(inverse, size, size, quadraticForm(jacobian, data.count, size, data.whitened));
  free.forEach((p, i) => {
    free.forEach((q, j) => (covariance[p * 3 + q] = (full[i * size + j] as number) * widened));
    scales[p] = ((full[i * size + i] as number) * widened) / (inverse[i * size + i] as number);
  });
  return { covariance, scales };
}

/** Aᵀ S A for A of rows × columns; S the identity if undefined. */
function quadraticForm(
  matrix: Float64Array,
  rows: number,
  columns: number,
  middle: Float64Array | undefined,
): Float64Array {
  const form = new Float64Array(columns * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < rows; j++) {
      const weight = middle === undefined ? Number(i === j) : (middle[i * rows + j] as number);
      if (weight === 0) continue;
      for (let p = 0; p < columns; p++)
        for (let q = 0; q < columns; q++)
          form[p * columns + q] =
            (form[p * columns + q] as number) +
            weight * (matrix[i * columns + p] as number) * (matrix[j * columns + q] as number);
    }
  }
  return form;
}

let lastCritical = { level: NaN, degreesOfFreedom: NaN, value: NaN };

/** Critical value of |t| for a two-sided interval. */
export function criticalValue(level: number, degreesOfFreedom: number): number {
  // The quantile is found by bisection, and all intervals of a fit ask for the same one.
  if (lastCritical.level !== level || lastCritical.degreesOfFreedom !== degreesOfFreedom) {
    const p = (1 + level) / 2;
    const value = degreesOfFreedom === Infinity ? normalQuantile(p) : studentQuantile(p, degreesOfFreedom);
    lastCritical = { level, degreesOfFreedom, value };
  }
  return lastCritical.value;
}

/**
 * Profile-likelihood interval of parameter `index`: where the smallest χ² with that parameter held exceeds the minimum by t².
 * An end that lies beyond `range` is null.
 * @param quick - takes the profile for a parabola, as that of a straight line is, instead of walking along it
 */
export function profileInterval(
  fit: ModelFit,
  index: 0 | 1,
  level: number,
  range: readonly [number, number],
  quick = false,
): readonly [number | null, number | null] {
  const critical = criticalValue(level, fit.degreesOfFreedom);
  if (quick) return parabolaEnds(fit, index, [critical, critical], range);
  return profileEnds(fit, index, [critical, critical], range);
}

/** The same with a critical value for each end. */
export function profileEnds(
  fit: ModelFit,
  index: 0 | 1,
  criticals: readonly [number, number],
  range: readonly [number, number],
): readonly [number | null, number | null] {
  const error = Math.sqrt(fit.covariance[index * 4] as number);
  const [low, high] = [Math.max(0, criticals[0]), Math.max(0, criticals[1])];
  if (isLine(fit.model)) return parabolaEnds(fit, index, [low, high], range);
  const threshold = (critical: number): number =>
    fit.minimum.chi2 + critical * critical * (fit.scales[index] as number);
  return [
    profileEnd(fit, index, -1, low * error, threshold(low), range[0]),
    profileEnd(fit, index, 1, high * error, threshold(high), range[1]),
  ];
}

function parabolaEnds(
  fit: ModelFit,
  index: 0 | 1,
  [low, high]: readonly [number, number],
  range: readonly [number, number],
): readonly [number | null, number | null] {
  const centre = fit.minimum.parameters[index];
  const error = Math.sqrt(fit.covariance[index * 4] as number);
  const bounded = (value: number): number | null => (value <= range[0] || value >= range[1] ? null : value);
  return [bounded(centre - low * error), bounded(centre + high * error)];
}

/** By how many standard errors the estimate of parameter `index` exceeds a value, by the root of the profile; for a straight line, t. */
export function profileRoot(fit: ModelFit, index: 0 | 1, value: number): number {
  const [a, s, e] = fit.minimum.parameters;
  const difference = fit.minimum.parameters[index] - value;
  if (isLine(fit.model)) return difference / Math.sqrt(fit.covariance[index * 4] as number);
  const { chi2 } = minimumOf(fit.model, fit.data, index === 0 ? [value, s, e] : [a, value, e], index);
  const excess = Math.max(0, chi2 - fit.minimum.chi2) / (fit.scales[index] as number);
  return Math.sign(difference) * Math.sqrt(excess);
}

/** The power law's logarithm is linear in its parameters, so that its profile is a parabola. */
const isLine = (model: FitModel): boolean => model === 'power' || model === 'tied';

function profileEnd(
  fit: ModelFit,
  index: 0 | 1,
  side: -1 | 1,
  width: number,
  threshold: number,
  limit: number,
): number | null {
  const centre = fit.minimum.parameters[index];
  let start = fit.minimum.parameters;
  const excess = (value: number): number => {
    const held: Parameters = index === 0 ? [value, start[1], start[2]] : [start[0], value, start[2]];
    const found = minimumOf(fit.model, fit.data, held, index);
    start = found.parameters;
    return found.chi2 - threshold;
  };
  const clip = (value: number): number => (side < 0 ? Math.max(value, limit) : Math.min(value, limit));
  const first = width > 0 && width < Infinity ? width : 1e-6;
  let inside = centre;
  let insideExcess = fit.minimum.chi2 - threshold;
  let outside = clip(centre + side * first);
  let outsideExcess = excess(outside);
  for (let step = first; outsideExcess < 0; step *= 1.7) {
    if (outside === limit) return null;
    inside = outside;
    insideExcess = outsideExcess;
    outside = clip(outside + side * step);
    outsideExcess = excess(outside);
  }
  // Regula falsi on √χ², which is nearly linear, by the Illinois rule: an end that stays twice counts half.
  const root = (value: number): number => Math.sqrt(Math.max(0, value + threshold - fit.minimum.chi2));
  const target = root(0);
  let low = root(insideExcess) - target;
  let high = root(outsideExcess) - target;
  let moved = 0;
  for (let i = 0; i < 40 && Math.abs(outside - inside) > 1e-8 * Math.abs(outside); i++) {
    const middle = inside - ((outside - inside) * low) / (high - low);
    const value = root(excess(middle)) - target;
    if (Math.abs(value) < 1e-7 * target) return middle;
    if (value < 0) {
      inside = middle;
      low = value;
      if (moved === -1) high /= 2;
      moved = -1;
    } else {
      outside = middle;
      high = value;
      if (moved === 1) low /= 2;
      moved = 1;
    }
  }
  return (inside + outside) / 2;
}
