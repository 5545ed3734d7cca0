import { normalDistribution, studentDistribution } from '../mathematics/special-functions';
import type { OpenInterval } from './fit-curve';
import type { GapCurve } from './gap-curve';
import { profileInterval, type ModelFit } from './model-fit';
import { refittedModel, type FitSettings, type RefittedModel } from './refitted-model';
import { slopeInfluence } from './slope-influence';

/** A curve with the fit of it that is compared; its model, window, level and allowance are used. */
export interface ComparedCurve {
  readonly curve: GapCurve;
  readonly fit: FitSettings;
}

/** How two fitted curves differ; all plain values. */
export interface FitComparison {
  /** d of the first less d of the second. */
  readonly difference: number;
  readonly standardError: number;
  readonly interval: OpenInterval;
  /** The difference over its standard error. */
  readonly z: number;
  /** Of Student's t by which z is judged; Infinity where the errors are as good as known. */
  readonly degreesOfFreedom: number;
  /** Two-sided: the chance of a larger |z| were both dimensions equal. */
  readonly pValue: number;
  /** C of the first over C of the second. It means something where the dimensions are equal: C is the gap at n = 1, far from the points. */
  readonly constantRatio: number;
  readonly constantRatioInterval: OpenInterval;
}

/** Exponents and log C beyond which an interval counts as unbounded. */
const slopeRange = [-100, -0.001] as const;
const constantRange = [-700, 700] as const;

/**
 * Do two fitted curves have the same dimension? Welch's test (1947) of d₁ − d₂ with the variances of both fits and the degrees of freedom by Satterthwaite (1946); intervals of
 * the difference and of the ratio of the constants from those of the fits (method of variance estimates recovery: Zou & Donner, 2008), so that they are as
 * asymmetric as the profiles.
 *
 * @param correlation - of the errors of the gaps of both curves at one n: 0 for independent training sets; where replicates share them, see replicateCorrelation
 * @throws ExpectedError where a curve cannot be used (see logCurve)
 */
export function compareFits(first: ComparedCurve, second: ComparedCurve, correlation = 0): FitComparison {
  const [a, b] = [refittedModel(first.curve, first.fit), refittedModel(second.curve, second.fit)];
  const [level, otherLevel] = [first.fit.level, second.fit.level];
  const [s1, s2] = [a.minimum.parameters[1], b.minimum.parameters[1]];
  const [v1, v2] = [a.covariance[4] as number, b.covariance[4] as number];
  // Of −2/s by the delta method.
  const [e1, e2] = [(2 / s1 ** 2) * Math.sqrt(v1), (2 / s2 ** 2) * Math.sqrt(v2)];
  const shared = correlation === 0 || v1 * v2 === 0 ? 0 : sharedPart(a, b, correlation) / Math.sqrt(v1 * v2);
  const difference = -2 / s1 + 2 / s2;
  const standardError = Math.sqrt(Math.max(0, e1 ** 2 + e2 ** 2 - 2 * shared * e1 * e2));
  const degreesOfFreedom = satterthwaite(e1 ** 2, a.degreesOfFreedom, e2 ** 2, b.degreesOfFreedom);
  const z = standardError > 0 ? difference / standardError : difference === 0 ? 0 : Math.sign(difference) * Infinity;
  const [dimension1, dimension2] = [dimensions(a, level), dimensions(b, otherLevel)];
  const [log1, log2] = [logConstants(a, level), logConstants(b, otherLevel)];
  const ratio = differenceInterval(log1, log2, shared);
  return {
    difference,
    standardError,
    interval: differenceInterval(dimension1, dimension2, shared),
    z,
    degreesOfFreedom,
    pValue: twoSided(z, degreesOfFreedom),
    constantRatio: Math.exp(log1.value - log2.value),
    constantRatioInterval: [
      ratio[0] === null ? null : Math.exp(ratio[0]),
      ratio[1] === null ? null : Math.exp(ratio[1]),
    ],
  };
}

interface Estimate {
  readonly value: number;
  readonly interval: OpenInterval;
}

/** d = −2/s rises with s, so that the ends keep their order. */
function dimensions(fit: ModelFit, level: number): Estimate {
  const [low, high] = profileInterval(fit, 1, level, slopeRange);
  return {
    value: -2 / fit.minimum.parameters[1],
    interval: [low === null ? null : -2 / low, high === null ? null : -2 / high],
  };
}

function logConstants(fit: ModelFit, level: number): Estimate {
  const value = fit.minimum.parameters[0];
  if (fit.model === 'tied') return { value, interval: [value, value] };
  const [low, high] = profileInterval(fit, 0, level, constantRange);
  return { value, interval: [low, high] };
}

/** The interval of a difference from those of its parts, whose estimates have a correlation (Zou & Donner, 2008, equations 2 and 3). */
export function differenceInterval(a: Estimate, b: Estimate, correlation: number): OpenInterval {
  const end = (side: -1 | 1): number | null => {
    const [own, other] = side < 0 ? ([0, 1] as const) : ([1, 0] as const);
    const [x, y] = [a.interval[own], b.interval[other]];
    if (x === null || y === null) return null;
    const [p, q] = [Math.abs(x - a.value), Math.abs(y - b.value)];
    return a.value - b.value + side * Math.sqrt(Math.max(0, p * p + q * q - 2 * correlation * p * q));
  };
  return [end(-1), end(1)];
}

/** The covariance of both slopes that errors shared at equal sizes make. */
function sharedPart(a: RefittedModel, b: RefittedModel, correlation: number): number {
  const [g, h] = [slopeInfluence(a), slopeInfluence(b)];
  let sum = 0;
  a.data.sizes.forEach((n, i) => {
    const j = b.data.sizes.indexOf(n);
    if (j < 0) return;
    const errors = (a.statisticalErrors[i] as number) * (b.statisticalErrors[j] as number);
    sum += (g[i] as number) * (h[j] as number) * correlation * errors;
  });
  return sum * Math.sqrt(a.widened * b.widened);
}

function satterthwaite(v1: number, freedom1: number, v2: number, freedom2: number): number {
  const sum = v1 ** 2 / freedom1 + v2 ** 2 / freedom2;
  return sum > 0 ? (v1 + v2) ** 2 / sum : Infinity;
}

function twoSided(z: number, degreesOfFreedom: number): number {
  const tail = -Math.abs(z);
  if (tail === -Infinity) return 0;
  return Math.min(
    1,
    2 * (degreesOfFreedom === Infinity ? normalDistribution(tail) : studentDistribution(tail, degreesOfFreedom)),
  );
}
