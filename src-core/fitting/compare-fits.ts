import { normalDistribution, studentDistribution } from '../mathematics/special-functions';
import { differenceInterval } from './difference-interval';
import type { OpenInterval } from './fit-curve';
import type { GapCurve } from './gap-curve';
import type { ModelFit } from './model-fit';
import { parameterInfluence } from './parameter-influence';
import { dimensionInterval, exponentials, logConstantInterval } from './parameter-intervals';
import { refittedModel, type FitSettings, type RefittedModel } from './refitted-model';

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

/**
 * Do two fitted curves have the same dimension? Welch's test (1947) of d₁ − d₂ with the variances of both fits and the degrees of freedom by Satterthwaite (1946); intervals of
 * the difference and of the ratio of the constants, at the level of the first fit, from the profiles of both: see differenceInterval.
 *
 * @param correlation - of the errors of the gaps of both curves at one n: 0 for independent training sets; where replicates share them, see replicateCorrelation
 * @throws ExpectedError where a curve cannot be used (see logCurve)
 */
export function compareFits(first: ComparedCurve, second: ComparedCurve, correlation = 0): FitComparison {
  const [a, b] = [refittedModel(first.curve, first.fit), refittedModel(second.curve, second.fit)];
  const { level } = first.fit;
  const [s1, s2] = [a.minimum.parameters[1], b.minimum.parameters[1]];
  // Of −2/s by the delta method.
  const [e1, e2] = [(2 / s1 ** 2) * errorOf(a, 1), (2 / s2 ** 2) * errorOf(b, 1)];
  const shared = sharedPart(a, b, 1, correlation);
  const [d1, d2] = [-2 / s1, -2 / s2];
  const difference = d1 - d2;
  const standardError = Math.sqrt(Math.max(0, e1 ** 2 + e2 ** 2 - 2 * shared * e1 * e2));
  const degreesOfFreedom = satterthwaite(e1 ** 2, a.degreesOfFreedom, e2 ** 2, b.degreesOfFreedom);
  const z = standardError > 0 ? difference / standardError : difference === 0 ? 0 : Math.sign(difference) * Infinity;
  const [log1, log2] = [a.minimum.parameters[0], b.minimum.parameters[0]];
  return {
    difference,
    standardError,
    interval: differenceInterval(
      { value: d1, interval: dimensionInterval(a, level) },
      { value: d2, interval: dimensionInterval(b, level) },
      shared,
    ),
    z,
    degreesOfFreedom,
    pValue: twoSided(z, degreesOfFreedom),
    constantRatio: Math.exp(log1 - log2),
    constantRatioInterval: exponentials(
      differenceInterval(
        { value: log1, interval: logConstantInterval(a, level) },
        { value: log2, interval: logConstantInterval(b, level) },
        sharedPart(a, b, 0, correlation),
      ),
    ),
  };
}

function errorOf(fit: ModelFit, parameter: 0 | 1): number {
  return Math.sqrt(fit.covariance[parameter * 4] as number);
}

/** The correlation of one parameter of both fits that errors shared at equal sizes make. */
function sharedPart(a: RefittedModel, b: RefittedModel, parameter: 0 | 1, correlation: number): number {
  const scale = Math.sqrt((a.covariance[parameter * 4] as number) * (b.covariance[parameter * 4] as number));
  if (correlation === 0 || scale === 0) return 0;
  const [g, h] = [parameterInfluence(a, parameter), parameterInfluence(b, parameter)];
  let sum = 0;
  a.data.sizes.forEach((n, i) => {
    const j = b.data.sizes.indexOf(n);
    if (j < 0) return;
    const errors = (a.statisticalErrors[i] as number) * (b.statisticalErrors[j] as number);
    sum += (g[i] as number) * (h[j] as number) * correlation * errors;
  });
  return (sum * Math.sqrt(a.widened * b.widened)) / scale;
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
